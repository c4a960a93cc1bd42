import type { TreeNode } from '#renderer/ui/tree.tsx'
import type { CollectionFile } from '#shared/domain/content.ts'
import type { CollectionItem, CollectionView } from './collection-tree.ts'

/** What a row of the tree stands for. */
export type CollectionNode = { kind: 'file'; file: CollectionFile } | { kind: 'item'; item: CollectionItem }

/** A place in the tree: a collection's file, and an item within it (`''` is the collection itself). */
export interface TreePlace {
  path: string
  place: string
}

/** The id of a row. A file's path can't hold a NUL. */
export function nodeId({ path, place }: TreePlace): string {
  return `${path}\u0000${place}`
}

/** The place that a row's id stands for. */
export function placeOf(id: string): TreePlace {
  const [path = '', place = ''] = id.split('\u0000')
  return { path, place }
}

/** The tree of all collections; those whose text has been read unfold to their folders and requests. */
export function collectionNodes(
  files: readonly CollectionFile[],
  views: ReadonlyMap<string, CollectionView>,
): TreeNode<CollectionNode>[] {
  return files.map((file) => {
    const view = views.get(file.path)
    return {
      id: nodeId({ path: file.path, place: '' }),
      name: file.name || file.path,
      content: { kind: 'file', file },
      children: view?.kind === 'collection' ? view.items.map((item) => itemNode(file.path, item)) : [],
    }
  })
}

function itemNode(path: string, item: CollectionItem): TreeNode<CollectionNode> {
  return {
    id: nodeId({ path, place: item.place }),
    name: item.name,
    content: { kind: 'item', item },
    children: item.kind === 'folder' ? item.items.map((child) => itemNode(path, child)) : null,
  }
}

/** The rows that must be open for a place to be seen, its own folder included. */
export function openAlong({ path, place }: TreePlace): string[] {
  const parts = place === '' ? [] : place.split('.')
  return [nodeId({ path, place: '' }), ...parts.map((_, index) => nodeId({ path, place: parts.slice(0, index + 1).join('.') }))]
}
