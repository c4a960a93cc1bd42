import { z } from 'zod'
import { FolderHandle } from '../domain/ids.ts'
import { procedure } from './base.ts'

export const PickedFolder = z.object({
  handle: FolderHandle,
  /** For people: shortened, never used to reach the folder. */
  label: z.string(),
})
export type PickedFolder = z.infer<typeof PickedFolder>

/** The only way for a folder to enter the app: the system's dialog, or (browser host) a list of folders below the user's home. */
export const folders = {
  /** Opens the system's dialog. Desktop only; the browser host answers `not-offered` and the window shows its own list. */
  pick: procedure.output(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('picked'), folder: PickedFolder }),
      z.object({ kind: z.literal('cancelled') }),
      z.object({ kind: z.literal('not-offered') }),
    ]),
  ),
  /** Folders inside one folder; null is the user's home. Browser host only (`not-offered` on the desktop). */
  browse: procedure.input(z.object({ folder: FolderHandle.nullable() })).output(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('listed'),
        here: PickedFolder,
        parent: PickedFolder.nullable(),
        children: z.array(PickedFolder.extend({ name: z.string(), isRepository: z.boolean() })),
        truncated: z.boolean(),
      }),
      z.object({ kind: z.literal('unreadable'), reason: z.enum(['missing', 'no-permission', 'outside-home']) }),
      z.object({ kind: z.literal('not-offered') }),
    ]),
  ),
}
