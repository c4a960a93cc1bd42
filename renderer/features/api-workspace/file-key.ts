import type { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'

/** One file of one API, as a key of a map. */
export function fileKey(apiId: ApiId, file: FileRef): string {
  return `${apiId}/${file.area}/${file.path}`
}
