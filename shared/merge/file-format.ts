import type { Format } from './structured/merge-structured.ts'

const JSON_NAMES = /\.(?:json|jsonc|json5|webmanifest|har|geojson)$/i
const YAML_NAMES = /\.(?:ya?ml)$/i

/** The structured format of a file by its name; null for any other. */
export function formatOf(path: string): Format | null {
  if (JSON_NAMES.test(path)) return 'json'
  return YAML_NAMES.test(path) ? 'yaml' : null
}

/** The format a text seems to have, whatever its name. */
export function guessFormat(text: string): Format {
  return /^\s*[[{]/.test(text.replace('\uFEFF', '')) ? 'json' : 'yaml'
}

/** Whether a file is one of the index files in `.postman/` (INI, `api` and `api_<id>`). */
export function isIndexFile(path: string): boolean {
  return /(?:^|[\\/])\.postman[\\/]api(?:_[^\\/]*)?$/.test(path)
}
