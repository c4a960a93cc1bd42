import { z } from 'zod'

/** Which of an API's two folders a file lies in. */
export const Area = z.enum(['schema', 'collection'])
export type Area = z.infer<typeof Area>

/** A file of an API: its path within the area's folder, forward slashes. */
export const FileRef = z.object({ area: Area, path: z.string().min(1).max(4096) })
export type FileRef = z.infer<typeof FileRef>

export const DefinitionKind = z.enum([
  'openapi:2',
  'openapi:3',
  'openapi:3_1',
  'asyncapi',
  'graphql',
  'protobuf',
  'wsdl',
  'raml',
  'json-schema',
  'other',
])
export type DefinitionKind = z.infer<typeof DefinitionKind>

export const DefinitionFile = z.object({
  path: z.string(),
  kind: DefinitionKind,
  /** Whether the file can stand alone as a definition; several roots are several definitions. */
  root: z.boolean(),
  size: z.number(),
})
export type DefinitionFile = z.infer<typeof DefinitionFile>

export const CollectionFile = z.object({
  path: z.string(),
  name: z.string(),
  /** `v2.1` is edited; the others are shown only. `unreadable` is not JSON or not a collection. */
  format: z.enum(['v2.1', 'v2.0', 'v1', 'multi-file', 'unreadable']),
  size: z.number(),
})
export type CollectionFile = z.infer<typeof CollectionFile>

/** What an API consists of right now, read from its folders. */
export const ApiContent = z.object({
  source: z.enum(['draft', 'connected']),
  definitions: z.array(DefinitionFile),
  collections: z.array(CollectionFile),
  /** Root definition chosen for this API; null while it has to be asked or there is none. */
  definitionRoot: z.string().nullable(),
})
export type ApiContent = z.infer<typeof ApiContent>

export const FileContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    /** Line ends as `\n`, without a byte-order mark; both are put back on saving. */
    text: z.string(),
    /** Names the exact bytes read; hand it back when saving. */
    version: z.string(),
    lineEnding: z.enum(['lf', 'crlf', 'mixed']),
    readOnly: z.boolean(),
  }),
  z.object({ kind: z.literal('binary'), size: z.number() }),
  z.object({ kind: z.literal('too-large'), size: z.number() }),
  z.object({ kind: z.literal('lfs-pointer'), size: z.number() }),
  z.object({ kind: z.literal('missing') }),
])
export type FileContent = z.infer<typeof FileContent>

export const WriteOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('written'), version: z.string() }),
  z.object({ kind: z.literal('unchanged'), version: z.string() }),
  /** The file on disk is no longer what the editor loaded. Nothing was written; `current` is what lies there. */
  z.object({ kind: z.literal('changed-elsewhere'), current: FileContent }),
  z.object({ kind: z.literal('exists') }),
])
export type WriteOutcome = z.infer<typeof WriteOutcome>
