import { describe, expect, it } from 'vitest'
import type { DirectoryReport } from '#shared/contract/connections.ts'
import { type ChangeFoldersEvent, changeFolders, changeFoldersFrom, readiness } from './change-folders.ts'

const NOW = { schema: 'postman/schemas', collection: 'postman/collections' }
const usable = (directory: string): DirectoryReport => ({
  kind: 'usable',
  directory,
  exists: true,
  definitions: 1,
  collections: 0,
})
const REFUSED: DirectoryReport = { kind: 'refused', problem: { kind: 'absolute' } }
const stateAfter = (...events: ChangeFoldersEvent[]) => events.reduce(changeFolders, changeFoldersFrom(NOW))
const typed = { ...NOW, schema: 'api' }
const type: ChangeFoldersEvent = { kind: 'typed', which: 'schema', directory: 'api' }
const checked = (schema: DirectoryReport): ChangeFoldersEvent => ({
  kind: 'checked',
  typed,
  answer: { schema, collection: usable(NOW.collection) },
})

describe('changing the folders of a connection', () => {
  it('is ready once both folders were found usable and one is another', () => {
    expect(readiness(stateAfter(), NOW)).toBe('not-yet')
    expect(readiness(stateAfter(type), NOW)).toBe('not-yet')
    expect(readiness(stateAfter(type, checked(usable('api'))), NOW)).toBe('ready')
    expect(readiness(stateAfter(type, checked(usable(NOW.schema))), NOW)).toBe('same')
    expect(readiness(stateAfter(type, checked(REFUSED)), NOW)).toBe('not-yet')
  })

  it('passes over an answer to what is no longer typed', () => {
    const late = stateAfter(type, { kind: 'typed', which: 'schema', directory: 'api/v2' }, checked(usable('api')))
    expect(late.check).toEqual({ kind: 'running' })
  })

  it('keeps what was typed while it is under way, and asks again after edits or a refusal', () => {
    const working = stateAfter(type, checked(usable('api')), { kind: 'change' })
    expect(changeFolders(working, { kind: 'typed', which: 'schema', directory: 'x' })).toBe(working)
    const asked = changeFolders(working, { kind: 'has-edits', paths: ['postman/schemas/a.yaml'] })
    expect(asked.change).toEqual({ kind: 'has-edits', paths: ['postman/schemas/a.yaml'] })
    expect(changeFolders(asked, { kind: 'typed', which: 'schema', directory: 'x' }).change).toEqual({ kind: 'no' })
    const refused = changeFolders(working, { kind: 'refused', answer: { schema: REFUSED, collection: usable('c') } })
    expect(refused.change).toEqual({ kind: 'no' })
    expect(readiness(refused, NOW)).toBe('not-yet')
  })
})
