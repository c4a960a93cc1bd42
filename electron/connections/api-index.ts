import type { ApiContent } from '#shared/domain/content.ts'
import type { ApiIndexEntry } from '../git/contract.ts'

/** What the index files say of an API with this content. Collections of one file per request have no place in them. */
export function indexEntry(apiId: string, content: ApiContent): ApiIndexEntry {
  const roots = content.definitions.filter((file) => file.root).map((file) => file.path)
  const definitionRoots = content.definitionRoot === null ? roots : [content.definitionRoot]
  const first = content.definitions.find((file) => file.path === definitionRoots[0])
  return {
    apiId,
    collections: content.collections
      .filter((file) => file.format !== 'multi-file' && file.format !== 'unreadable')
      .map((file) => ({ id: null, path: file.path })),
    definitionRoots,
    definitionType: first?.kind ?? null,
  }
}
