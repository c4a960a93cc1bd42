import { expect, it } from 'vitest'
import { collectionNodes, nodeId, openAlong, placeOf } from './collection-nodes.ts'
import { readCollection } from './collection-tree.ts'

const file = { path: 'a b/Pets.json', name: 'Pets', format: 'v2.1', size: 1 } as const
const text = JSON.stringify({
  item: [
    { name: 'Folder', item: [{ name: 'List', request: {} }] },
    { name: 'Empty', item: [] },
  ],
})

it('makes a tree of files, folders and requests', () => {
  const [root] = collectionNodes([file], new Map([[file.path, readCollection(text)]]))
  expect(root).toMatchObject({
    name: 'Pets',
    children: [
      { name: 'Folder', children: [{ name: 'List', children: null }] },
      { name: 'Empty', children: [] },
    ],
  })
})

it('shows a collection that was not read yet as a closed folder', () => {
  expect(collectionNodes([file], new Map())).toMatchObject([{ name: 'Pets', children: [] }])
})

it('finds the place of a row again', () => {
  const at = { path: file.path, place: '0.2' }
  expect(placeOf(nodeId(at))).toEqual(at)
})

it('opens the folders on the way to a place', () => {
  expect(
    openAlong({ path: 'x', place: '0.2' })
      .map(placeOf)
      .map((at) => at.place),
  ).toEqual(['', '0', '0.2'])
})
