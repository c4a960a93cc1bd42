import type { DefinitionKind } from './content.ts'
import { topLevelKeys } from './top-level-keys.ts'

export interface RecognisedDefinition {
  kind: DefinitionKind
  /** Whether the file can stand alone as a definition. */
  root: boolean
}

/**
 * Tells the kind of a definition file from its name and text. Broken text is recognised as far as it can be read, so that a
 * file does not change its kind while it is being typed. Anything unknown is `other`.
 */
export function recogniseDefinition(fileName: string, text: string): RecognisedDefinition {
  const extension = /\.([^./]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const raml = /^\uFEFF?#%RAML\s+\d\.\d+[ \t]*(\S*)/.exec(text)
  if (raml) return { kind: 'raml', root: raml[1] === '' || raml[1] === 'Overlay' || raml[1] === 'Extension' }
  switch (extension) {
    case 'raml':
      return { kind: 'raml', root: false }
    case 'graphql':
    case 'gql':
    case 'graphqls':
      return { kind: 'graphql', root: /^\s*(?:extend\s+)?(?:schema\b[^{]*\{|type\s+Query\b)/m.test(text) }
    case 'proto':
      return { kind: 'protobuf', root: /^\s*service\s+\w+\s*\{/m.test(text) }
    case 'wsdl':
      return { kind: 'wsdl', root: true }
    case 'xml':
      return isWsdl(text) ? { kind: 'wsdl', root: true } : { kind: 'other', root: false }
    case 'json':
    case 'yaml':
    case 'yml':
      return recogniseKeys(topLevelKeys(text))
    default:
      return { kind: 'other', root: false }
  }
}

function recogniseKeys(keys: ReadonlyMap<string, string>): RecognisedDefinition {
  const openapi = keys.get('openapi')
  if (openapi !== undefined) return { kind: /^3\.0(?:\D|$)|^3$/.test(openapi) ? 'openapi:3' : 'openapi:3_1', root: true }
  if (keys.get('swagger')?.startsWith('2')) return { kind: 'openapi:2', root: true }
  if (keys.has('asyncapi')) return { kind: 'asyncapi', root: true }
  const schema = keys.get('$schema')
  if (schema !== undefined && /json-schema\.org/.test(schema)) return { kind: 'json-schema', root: true }
  return { kind: 'other', root: false }
}

function isWsdl(text: string): boolean {
  const withoutProlog = text.replaceAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>/g, '')
  const root = /<(?:[\w.-]+:)?([\w.-]+)([^>]*)>/.exec(withoutProlog)
  return (root?.[1] === 'definitions' || root?.[1] === 'description') && /\/wsdl\b|\/ns\/wsdl/.test(root[2] ?? '')
}

/**
 * Settles which files of one folder are roots once all are known: a JSON Schema is one only where nothing larger is there, and a
 * GraphQL or Protobuf file that declares no entry point is one where no other file of its kind does.
 */
export function settleRoots<F extends RecognisedDefinition>(files: readonly F[]): F[] {
  const hasRoot = (kind: DefinitionKind): boolean => files.some((file) => file.kind === kind && file.root)
  const larger = files.some((file) => file.root && file.kind !== 'json-schema')
  return files.map((file) => {
    if (file.kind === 'json-schema') return { ...file, root: !larger }
    const only = files.filter((other) => other.kind === file.kind).length === 1
    if ((file.kind === 'graphql' || file.kind === 'protobuf') && !hasRoot(file.kind)) return { ...file, root: only }
    return file
  })
}
