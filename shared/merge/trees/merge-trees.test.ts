import { describe, expect, it } from 'vitest'
import { mergeTrees } from './merge-trees.ts'
import { MODE, type NamedEntry, type TreeEdits, type TreeEntry, type TreeReader } from './types.ts'

/** Path → content; `>` makes a link, `@` a submodule. */
type Files = Record<string, string>

/** Trees and contents named by themselves: an object's id is what it says. */
function store() {
  const trees = new Map<string, NamedEntry[]>()
  const entry = (content: string): TreeEntry => ({
    oid: content,
    mode: content.startsWith('>') ? MODE.link : content.startsWith('@') ? MODE.submodule : MODE.file,
  })
  const treeOf = (files: Files): string => {
    const names = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))]
    const entries = names.map((name): NamedEntry => {
      const content = files[name]
      if (content !== undefined) return { name, ...entry(content) }
      const below = Object.entries(files).flatMap(([path, text]) =>
        path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), text] as const] : [],
      )
      return { name, oid: treeOf(Object.fromEntries(below)), mode: MODE.folder }
    })
    const oid = JSON.stringify(entries)
    trees.set(oid, entries)
    return oid
  }
  const reader: TreeReader = {
    readTree: (oid) => trees.get(oid) ?? [],
    readBlob: (oid) => new TextEncoder().encode(oid),
  }
  return { treeOf, reader }
}

function merge(base: Files, mine: Files, theirs: Files) {
  const { treeOf, reader } = store()
  const trees = { base: treeOf(base), mine: treeOf(mine), theirs: treeOf(theirs) }
  const outcome = mergeTrees(reader, trees, () => ({ kind: 'conflicted', marked: null }))
  const apply = (edits: TreeEdits, start: Files = mine): Files => {
    const files = { ...start }
    for (const [path, entry] of edits) {
      if (entry === null) delete files[path]
    }
    for (const [path, entry] of edits) if (entry !== null) files[path] = entry.oid
    return files
  }
  const chosen = (choice: 'mine' | 'theirs' | 'both') =>
    outcome.conflicts.reduce((files, { choices }) => {
      const edits = choices[choice]
      return edits === null ? files : apply(edits, files)
    }, apply(outcome.changes))
  return { ...outcome, chosen }
}

const LONG = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('')

it('takes no file away for a decision about another one that was renamed to its place', () => {
  const renamed = merge({ from: LONG }, { place: LONG }, { place: 'theirs', elsewhere: LONG })
  expect(renamed.conflicts.map(({ kind }) => kind)).toEqual(['renamed-differently'])
  expect(renamed.chosen('mine')).toEqual({ place: 'theirs', 'place~mine': LONG })
  expect(renamed.chosen('theirs')).toEqual({ place: 'theirs', elsewhere: LONG })
  expect(renamed.chosen('both')).toEqual({ place: 'theirs', 'place~mine': LONG, elsewhere: LONG })
  const removed = merge({ from: LONG }, { place: `${LONG}mine` }, { place: 'theirs' })
  expect(removed.conflicts.map(({ kind }) => kind)).toEqual(['removed-and-changed'])
  expect(removed.chosen('mine')).toEqual({ place: 'theirs', 'place~mine': `${LONG}mine` })
  expect(removed.chosen('theirs')).toEqual({ place: 'theirs' })
})

describe('decisions about whole files', () => {
  it.each([
    {
      about: 'content',
      base: { a: '0' },
      mine: { a: '1' },
      theirs: { a: '2' },
      both: { a: '1', 'a~theirs': '2' },
    },
    {
      about: 'content',
      base: {},
      mine: { 'x/a.json': '1' },
      theirs: { 'x/a.json': '2' },
      both: { 'x/a.json': '1', 'x/a~theirs.json': '2' },
    },
    { about: 'content', base: { s: '@0' }, mine: { s: '@1' }, theirs: { s: '@2' }, both: null },
    { about: 'kinds-differ', base: { a: '0' }, mine: { a: '1' }, theirs: { a: '>b' }, both: { a: '1', 'a~theirs': '>b' } },
    { about: 'removed-and-changed', base: { a: '0' }, mine: {}, theirs: { a: '2' }, both: null },
    { about: 'removed-and-changed', base: { a: '0' }, mine: { a: '1' }, theirs: {}, both: null },
    {
      about: 'renamed-differently',
      base: { a: LONG },
      mine: { b: LONG },
      theirs: { c: LONG },
      both: { b: LONG, c: LONG },
    },
    {
      about: 'file-and-folder',
      base: {},
      mine: { p: '1' },
      theirs: { 'p/q': '2' },
      both: { 'p~mine': '1', 'p/q': '2' },
    },
    {
      about: 'file-and-folder',
      base: {},
      mine: { 'p/q': '1', 'p/r': '1' },
      theirs: { p: '2' },
      both: { 'p/q': '1', 'p/r': '1', 'p~theirs': '2' },
    },
    {
      about: 'same-name',
      base: { a: LONG, b: `${LONG}x` },
      mine: { c: LONG, b: `${LONG}x` },
      theirs: { a: LONG, c: `${LONG}x` },
      both: { c: LONG, 'c~theirs': `${LONG}x` },
    },
  ] satisfies { about: string; base: Files; mine: Files; theirs: Files; both: Files | null }[])(
    '$about: $mine against $theirs',
    ({ about, base, mine, theirs, both }) => {
      const { conflicts, chosen } = merge(base, mine, theirs)
      expect(conflicts.map(({ kind }) => kind)).toEqual([about])
      expect(chosen('mine')).toEqual(mine)
      expect(chosen('theirs')).toEqual(theirs)
      if (both === null) expect(conflicts[0]?.choices.both).toBeNull()
      else expect(chosen('both')).toEqual(both)
    },
  )

  it('takes what one side alone did without asking', () => {
    const { conflicts, chosen } = merge(
      { a: '0', b: '0', c: '0', 'd/e': '0' },
      { a: '1', b: '0', c: '0', 'd/e': '0', new: '1' },
      { a: '0', b: '2', 'd/e': '2' },
    )
    expect(conflicts).toEqual([])
    expect(chosen('mine')).toEqual({ a: '1', b: '2', 'd/e': '2', new: '1' })
  })

  it('lets a file follow the folder that the other side renamed', () => {
    const base = { 'old/a': LONG, 'old/b': `${LONG}b` }
    const { conflicts, followed, chosen } = merge(base, { 'new/a': LONG, 'new/b': `${LONG}b` }, { ...base, 'old/c': '2' })
    expect(conflicts).toEqual([])
    expect(followed).toEqual([{ from: 'old/c', to: 'new/c' }])
    expect(chosen('mine')).toEqual({ 'new/a': LONG, 'new/b': `${LONG}b`, 'new/c': '2' })
  })
})
