import { closeSync, openSync, readSync } from 'node:fs'

export type ContentKind = 'definition' | 'collection' | 'other'

const DEFINITION = /\.(?:ya?ml|json|graphql|gql|proto|wsdl|raml)$/i
const COLLECTION_MARK = 'schema.getpostman.com/json/collection'
const HEAD_BYTES = 4096

/** What a file seems to hold, by its name and, for JSON, its first bytes. `file` is absolute. */
export function guessContent(file: string): ContentKind {
  if (!DEFINITION.test(file)) return 'other'
  if (!file.toLowerCase().endsWith('.json')) return 'definition'
  return readHead(file).includes(COLLECTION_MARK) ? 'collection' : 'definition'
}

function readHead(file: string): string {
  try {
    const handle = openSync(file, 'r')
    try {
      const bytes = Buffer.alloc(HEAD_BYTES)
      return bytes.toString('latin1', 0, readSync(handle, bytes, 0, HEAD_BYTES, 0))
    } finally {
      closeSync(handle)
    }
  } catch {
    return ''
  }
}
