import { readFile } from 'node:fs/promises'
import { type ApiContent, Area } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import type { ApiRegistry } from '../apis/api-registry.ts'
import { areaFolder } from '../apis/safe-path.ts'
import { walkArea } from '../apis/walk-area.ts'
import type { ContentLocation, GitOperations, Workspace } from '../git/contract.ts'
import { indexEntry } from './api-index.ts'
import type { UndoLog } from './undo-log.ts'

/**
 * Writes the API's own files into a clone that holds no definition yet (B12), and the index files. `remember` is told of every
 * file before it is written. Gives back what the clone holds then.
 */
export async function writeOwnFiles(
  { git, registry }: { git: GitOperations; registry: ApiRegistry },
  { apiId, workspace, found }: { apiId: ApiId; workspace: Workspace; found: ApiContent },
  remember: UndoLog['remember'],
  signal: AbortSignal,
): Promise<ApiContent> {
  const to: ContentLocation = { kind: 'clone', workspace, definitionRoot: null }
  const holdsDefinitions = found.definitions.some((file) => file.root || file.kind !== 'other')
  if (!holdsDefinitions) {
    const from: ContentLocation = { kind: 'draft', folder: registry.folderOf(apiId), definitionRoot: null }
    await rememberCopies(from, workspace, remember)
    await git.copyContent({ from, to }, { signal })
  }
  const content = await git.readContent(to, { signal })
  await remember('.postman/api')
  await remember(`.postman/api_${apiId}`)
  await git.writeApiIndex({ workspace, entry: indexEntry(apiId, content) }, { signal })
  return content
}

async function rememberCopies(from: ContentLocation, { directories }: Workspace, remember: UndoLog['remember']): Promise<void> {
  for (const area of Area.options) {
    for (const file of await walkArea(areaFolder(from, area))) {
      await remember(`${directories[area]}/${file.path}`, await readFile(file.place))
    }
  }
}
