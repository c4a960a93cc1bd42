import { describe, expect, it } from 'vitest'
import { hashObject, MODE, parseTree, serializeTree, type TreeEntry, treeEntry } from '../objects/model.ts'
import { fileNames } from './file-names.ts'
import { diffOutlines, outlineTree } from './outline.ts'

const FILE = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
const LINUX = fileNames('linux', { ignoreCase: false })

function store() {
  const trees = new Map<string, Buffer>()
  return {
    readTree: (oid: string) => parseTree(trees.get(oid) ?? Buffer.alloc(0)),
    tree(...entries: TreeEntry[]): string {
      const bytes = serializeTree(entries)
      const oid = hashObject('tree', bytes)
      trees.set(oid, bytes)
      return oid
    },
  }
}
const file = (name: string, mode: number = MODE.file) => treeEntry(name, { oid: FILE, mode })
const folder = (name: string, oid: string) => treeEntry(name, { oid, mode: MODE.tree })

describe('outlineTree', () => {
  it('tells the folders’ files from all that stays out, folders beside the way being one entry each', () => {
    const objects = store()
    const schemas = objects.tree(file('a.yaml'), file('old', 0o100664))
    const beside = objects.tree(file('never looked at'))
    const postman = objects.tree(folder('schemas', schemas), folder('other', beside), file('note'))
    const root = objects.tree(folder('postman', postman), folder('src', beside), file('README.md'))
    const outline = outlineTree(objects, root, ['postman/schemas', 'postman/none'], LINUX)
    expect([...outline.files]).toEqual([
      ['postman/schemas/a.yaml', { oid: FILE, mode: MODE.file }],
      ['postman/schemas/old', { oid: FILE, mode: MODE.file }],
    ])
    expect([...outline.leftOut.keys()].sort()).toEqual(['README.md', 'postman/note', 'postman/other/', 'src/'])
    expect(outline.leftOut.get('src/')).toEqual({ oid: beside, mode: MODE.tree })
  })

  it('leaves out names that the system cannot hold, or takes for one another', () => {
    const objects = store()
    const odd = { ...file('x'), bytes: Buffer.from([0xff, 0x2e]) }
    const schemas = objects.tree(file('A.yaml'), file('a.yaml'), file('con.json'), file('x'.repeat(300)), file('q?'), odd)
    const root = objects.tree(folder('s', schemas))
    const held = (names: typeof LINUX) => [...outlineTree(objects, root, ['s'], names).files.keys()]
    expect(held(LINUX)).toEqual(['s/A.yaml', 's/a.yaml', 's/con.json', 's/q?'])
    expect(held(fileNames('darwin', { ignoreCase: true }))).toEqual(['s/A.yaml', 's/con.json', 's/q?'])
    expect(held(fileNames('win32', { ignoreCase: true }))).toEqual(['s/A.yaml'])
    expect(outlineTree(objects, root, ['s'], LINUX).leftOut.size).toBe(2)
  })

  it.each(['..', '.git', 'a/../b'])('refuses a name such as %s wherever it stands', (name) => {
    const objects = store()
    const inside = objects.tree(folder('s', objects.tree(file(name))))
    for (const root of [inside, objects.tree(file(name)), objects.tree(folder(name, objects.tree(file('x'))))]) {
      expect(() => outlineTree(objects, root, ['s'], LINUX)).toThrow(expect.objectContaining({ code: 'INVALID_PATH' }))
    }
  })
})

describe('diffOutlines', () => {
  it('tells a file that becomes a folder as one that goes and one that comes', () => {
    const objects = store()
    const inner = objects.tree(file('x'))
    const outline = (...entries: TreeEntry[]) => outlineTree(objects, objects.tree(...entries), ['s'], LINUX)
    expect(diffOutlines(outline(file('docs')), outline(folder('docs', inner), folder('s', inner)))).toEqual({
      files: [{ path: 's/x', before: null, after: { oid: FILE, mode: MODE.file } }],
      leftOut: [
        { path: 'docs', before: { oid: FILE, mode: MODE.file }, after: null },
        { path: 'docs/', before: null, after: { oid: inner, mode: MODE.tree } },
      ],
    })
  })
})
