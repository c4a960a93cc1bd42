import { recogniseCollection } from '#shared/domain/collection.ts'
import type { Area, FileRef } from '#shared/domain/content.ts'
import { recogniseDefinition } from '#shared/domain/definition-kind.ts'
import { nameProblem } from '#shared/domain/file-name.ts'

/** Where an imported file belongs, by what its text is; null for what is neither definition nor collection. */
export function placeImport(fileName: string, text: string): FileRef | null {
  const name = fileName.replaceAll('\\', '/').split('/').at(-1) ?? ''
  if (nameProblem(name) !== null) return null
  const area = areaOf(name, text)
  if (area === null) return null
  return { area, path: area === 'collection' && !/\.json$/i.test(name) ? `${name}.json` : name }
}

function areaOf(name: string, text: string): Area | null {
  if (recogniseCollection(text).kind === 'collection') return 'collection'
  return recogniseDefinition(name, text).kind === 'other' ? null : 'schema'
}
