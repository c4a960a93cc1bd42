import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Repo, readConfig } from '../repository/repo.ts'
import { isMissing } from '../repository/system-failure.ts'
import type { Filter } from './fetch-request.ts'

/**
 * Whether objects may be missing here on purpose, because a server promised to give them later (git documentation, "Partial
 * Clone"): by configuration, or by a pack that came so.
 */
export function isPartialClone(repo: Repo): boolean {
  const config = readConfig(repo)
  if (config.get('extensions.partialclone') !== undefined) return true
  if (config.subsections('remote').some((remote) => config.bool(`remote.${remote}.promisor`) === true)) return true
  try {
    return readdirSync(join(repo.commondir, 'objects', 'pack')).some((name) => name.endsWith('.promisor'))
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** What a partial clone's configuration has its server leave out (git-config, `remote.<name>.partialclonefilter`). */
export function configuredFilter(repo: Repo, remote: string): Filter | null {
  const config = readConfig(repo)
  const isPromisor = config.bool(`remote.${remote}.promisor`) === true || config.get('extensions.partialclone') === remote
  const spec = isPromisor ? config.get(`remote.${remote}.partialclonefilter`) : undefined
  if (spec === undefined || spec === '') return null
  if (spec === 'blob:none') return { kind: 'blob-none' }
  const depth = /^tree:(\d{1,6})$/.exec(spec)?.[1]
  return depth === undefined ? { kind: 'as-written', spec } : { kind: 'tree-depth', depth: Number(depth) }
}
