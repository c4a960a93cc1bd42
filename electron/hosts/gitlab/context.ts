import type { RepositoryPath } from '#shared/domain/hosting.ts'
import type { LinkPaging } from '../linked-list.ts'
import type { RestClient } from '../rest-client.ts'
import { safePath } from '../safe-path.ts'

export interface GitlabContext {
  rest: RestClient
  /** What failures name as the server; also the address of the web pages. */
  domain: string
}

/** A project by its full path, which GitLab takes encoded instead of its number ("Namespaced paths"). */
export function projectPath(path: RepositoryPath): string {
  return safePath`/projects/${fullPath(path)}`
}

export function fullPath({ organisation, name }: RepositoryPath): string {
  return `${organisation}/${name}`
}

/** GitLab's largest page, and how its `Link` headers go on ("REST API", pagination by offset and by keyset). */
export const PAGING: LinkPaging = {
  pageSize: 100,
  parameters: ['page', 'page_token', 'pagination', 'cursor', 'id_after', 'id_before'],
}
