import { z } from 'zod'
import { Api, ApiName, ApiStatus, ApiSummary } from '../domain/api.ts'
import { ApiContent, FileContent, FileRef, WriteOutcome } from '../domain/content.ts'
import { ApiId } from '../domain/ids.ts'
import { procedure } from './base.ts'

const one = z.object({ apiId: ApiId })

/** APIs and the files they consist of, wherever these lie: in Graft's own folder, or in the connected clone. */
export const apis = {
  list: procedure.output(z.array(Api)),
  create: procedure.input(z.object({ name: ApiName, summary: ApiSummary, starter: z.enum(['openapi', 'empty']) })).output(Api),
  /** Changes what is given and leaves the rest. */
  update: procedure
    .input(one.extend({ name: ApiName.optional(), summary: ApiSummary.optional(), status: ApiStatus.optional() }))
    .output(Api),
  /** Removes the API from Graft. Files in a clone are not touched; a connected API has to be disconnected first. */
  remove: procedure
    .input(one.extend({ confirmName: z.string() }))
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('removed') }),
        z.object({ kind: z.literal('name-differs') }),
        z.object({ kind: z.literal('still-connected') }),
      ]),
    ),
  content: procedure.input(one).output(ApiContent),
  readFile: procedure.input(one.extend({ file: FileRef })).output(FileContent),
  /** `base` is the version the edit began from, or null for a new file. */
  writeFile: procedure
    .input(one.extend({ file: FileRef, text: z.string().max(64 * 1024 * 1024), base: z.string().nullable() }))
    .output(WriteOutcome),
  /** Takes the text of a definition or collection that the user chose or dropped, and finds out which it is. */
  importFile: procedure
    .input(one.extend({ fileName: z.string().min(1).max(255), text: z.string().max(64 * 1024 * 1024) }))
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('imported'), file: FileRef }),
        z.object({ kind: z.literal('exists'), file: FileRef }),
        z.object({ kind: z.literal('not-recognised') }),
      ]),
    ),
  /** Remembers which root definition is this API's (asked once, on the first pull, when the folder holds several). */
  chooseDefinition: procedure.input(one.extend({ path: z.string() })).output(ApiContent),
}

/** Edits typed but not saved yet, kept so that a crash or a closed window loses nothing. */
const Draft = z.object({ file: FileRef, text: z.string(), base: z.string().nullable(), keptAt: z.iso.datetime() })
export type Draft = z.infer<typeof Draft>
export const drafts = {
  list: procedure.input(one).output(z.array(Draft)),
  keep: procedure.input(one.extend({ file: FileRef, text: z.string(), base: z.string().nullable() })),
  drop: procedure.input(one.extend({ file: FileRef })),
}
