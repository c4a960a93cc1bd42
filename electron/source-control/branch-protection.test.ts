import { describe, expect, it } from 'vitest'
import { Connection } from '#shared/domain/connection.ts'
import type { HostedBranch } from '#shared/domain/hosting.ts'
import { Failure } from '../failure.ts'
import { createBranchProtections } from './branch-protection.ts'

const uuid = (end: number) => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`
const connection = (signIn: object) =>
  Connection.parse({
    id: uuid(1),
    apiId: uuid(2),
    host: 'github',
    domain: 'https://github.com',
    remote: { name: 'origin', url: 'https://github.com/acme/pets.git' },
    repository: { organisation: 'acme', project: null, name: 'pets' },
    clone: { kind: 'managed' },
    branch: 'main',
    directories: { schema: 's', collection: 'c' },
    signIn,
    otherFiles: 'update',
    definitionRoot: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  })
const ACCOUNT = { kind: 'account', accountId: uuid(3) }

/** A host with branches `b0` to `b<count>`, the first of them protected, and what it was asked. */
function protections(signIn: object = ACCOUNT) {
  const asked: string[] = []
  const state = { time: 0, failing: false }
  const branch = (name: string): HostedBranch => ({
    name,
    commit: null,
    isDefault: false,
    protected: name === 'b0' ? 'yes' : 'no',
  })
  const answer = async <R>(what: string, value: R): Promise<R> => {
    asked.push(what)
    if (state.failing) throw new Failure('RATE_LIMITED', { domain: 'https://github.com', retryAt: null, hostWords: null })
    return value
  }
  const service = createBranchProtections({
    hosting: {
      branch: (_id, _path, name) => answer(name, name.startsWith('b') ? branch(name) : null),
      branches: () => answer('list', { items: [0, 1, 2, 3, 4, 5, 6].map((n) => branch(`b${n}`)), next: null, notices: [] }),
    },
    work: { connection: () => connection(signIn) },
    now: () => new Date(state.time),
  })
  const { id } = connection(signIn)
  const of = async (...names: string[]) => (await service.of(id, names)).map((each) => each.protected)
  return { of, asked, state }
}

describe('which branches are protected', () => {
  it('is asked branch by branch, and not again for some minutes', async () => {
    const { of, asked, state } = protections()
    expect(await of('b1', 'b0', 'not-there')).toEqual(['no', 'yes', 'no'])
    expect(await of('b0', 'b1')).toEqual(['yes', 'no'])
    expect(asked).toEqual(['b1', 'b0', 'not-there'])
    state.time = 5 * 60_000
    expect(await of('b0')).toEqual(['yes'])
    expect(asked).toHaveLength(4)
  })

  it('is looked up in one list where many are asked for', async () => {
    const { of, asked } = protections()
    expect(await of('b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7')).toEqual(['yes', ...Array(7).fill('no')])
    expect(asked).toEqual(['list', 'b7'])
  })

  it('is unknown where the host fails, which is then left alone for a while, and without an account', async () => {
    const { of, asked, state } = protections()
    state.failing = true
    expect(await of('b0')).toEqual(['unknown'])
    expect(await of('b0', 'b1')).toEqual(['unknown', 'unknown'])
    expect(asked).toEqual(['b0'])
    Object.assign(state, { failing: false, time: 60_000 })
    expect(await of('b0')).toEqual(['yes'])
    const other = protections({ kind: 'token' })
    expect(await other.of('b0')).toEqual(['unknown'])
    expect(other.asked).toEqual([])
  })
})
