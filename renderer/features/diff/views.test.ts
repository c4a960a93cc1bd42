import { describe, expect, it } from 'vitest'
import type { FileDiff, FileSide } from '#shared/domain/repository.ts'
import { isImageDiff, shownView, viewsOf } from './views.ts'

const text: FileSide = { kind: 'text', text: 'a' }
const absent: FileSide = { kind: 'absent' }
const png: FileSide = { kind: 'binary', size: 1, media: { kind: 'image', format: 'png', size: null } }
const diff = (before: FileSide, after: FileSide): FileDiff => ({
  path: 'a',
  before,
  after,
  changes: null,
  unseen: [],
  version: '',
})

describe('the views of a diff', () => {
  it('has structure for JSON and YAML, and none at all without text', () => {
    expect(viewsOf('a.yaml', diff(absent, text))).toEqual(['structure', 'side-by-side', 'inline'])
    expect(viewsOf('a.md', diff(text, text))).toEqual(['side-by-side', 'inline'])
    expect(viewsOf('a.json', diff(text, png))).toEqual([])
  })

  it('goes back to the texts where the chosen view is not to be had', () => {
    expect(shownView('structure', ['side-by-side', 'inline'])).toBe('side-by-side')
    expect(shownView('inline', ['structure', 'side-by-side', 'inline'])).toBe('inline')
  })

  it('shows pictures where nothing else is on a side', () => {
    expect(isImageDiff(diff(absent, png))).toBe(true)
    expect(isImageDiff(diff(text, png))).toBe(false)
    expect(isImageDiff(diff(absent, absent))).toBe(false)
  })
})
