import { z } from 'zod'
import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import { readAnswer } from '../read-answer.ts'
import { safePath, slashed } from '../safe-path.ts'
import { Child } from './answers.ts'
import { API, type DataCenterContext, repositoryPath } from './context.ts'
import { nextStart, Paging, startOf } from './pages.ts'
import { headOf } from './web-address.ts'

/** A file's answer has its lines in the place of `children`. */
const Folder = z.object({ children: z.object({ values: z.array(Child), ...Paging }).nullish() })

/** What lies directly in a folder (`/browse`); null where folder or branch is not there, and for a file. */
export async function readFolder(
  { rest, domain }: DataCenterContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal?: AbortSignal,
): Promise<HostedEntry[] | null> {
  const below = place.path === '' ? '' : safePath`/${slashed(place.path)}`
  const entries = new Map<string, HostedEntry>()
  let cursor: string | null = null
  do {
    const start: number = startOf(cursor)
    const answer = await rest.get(`${API}${repositoryPath(path)}/browse${below}`, {
      query: { at: headOf(place.branch), limit: 1000, start },
      allow: [404],
      signal,
    })
    if (answer.status === 404) return null
    const { children } = readAnswer(Folder, answer, domain)
    if (!children) return null
    for (const child of children.values) {
      const entry = toEntry(child, place.path)
      if (entry) entries.set(entry.name, entry)
    }
    cursor = nextStart(children, start)
  } while (cursor !== null)
  return [...entries.values()]
}

/** Folders that hold nothing but a folder come folded into one (`a/b/c`): the first part is what lies here. */
function toEntry({ path: { components }, type }: Child, folder: string): HostedEntry | null {
  const name = components[0]
  if (name === undefined) return null
  const kind = components.length > 1 || type === 'DIRECTORY' ? 'folder' : type === 'SUBMODULE' ? 'submodule' : 'file'
  return { name, path: folder === '' ? name : `${folder}/${name}`, kind }
}
