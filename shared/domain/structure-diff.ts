import { z } from 'zod'

const Mark = z.enum(['added', 'removed', 'changed', 'moved'])

/** One changed field within an operation, schema or request; values are short JSON or text for people, null where absent. */
export const ChangedField = z.object({
  /** In words a person knows: `responses › 404 › description`. */
  place: z.array(z.string()).min(1),
  mark: Mark,
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type ChangedField = z.infer<typeof ChangedField>

export const StructureChange = z.object({
  mark: Mark,
  what: z.enum([
    'operation',
    'path',
    'schema',
    'component',
    'parameter',
    'server',
    'tag',
    'security',
    'info',
    'request',
    'folder',
    'example',
    'variable',
    'script',
    'authorization',
    'other',
  ]),
  /** As people name it: `GET /pets/{id}`, `Pet`, `Orders / Create order`. */
  name: z.string(),
  /** What it was called before, where it was renamed or moved. */
  formerly: z.string().nullable(),
  fields: z.array(ChangedField),
  /** How many more fields changed than are told here. */
  moreFields: z.number().int().nonnegative(),
})
export type StructureChange = z.infer<typeof StructureChange>

/** The changes of one file by what they mean instead of by its lines. */
export const StructureDiff = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('structure'),
    of: z.enum(['openapi', 'collection', 'data']),
    changes: z.array(StructureChange),
    /** The texts differ and mean the same. */
    onlyFormatting: z.boolean(),
  }),
  /** Not a file with structure, or a side that can't be read as what it claims to be. */
  z.object({
    kind: z.literal('unavailable'),
    reason: z.enum(['not-structured', 'before-broken', 'after-broken', 'too-large', 'not-text']),
  }),
])
export type StructureDiff = z.infer<typeof StructureDiff>
