import type { Session } from '#renderer/session/session.ts'
import type { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type Buffer, isDirty } from './buffer.ts'
import { fileKey } from './file-key.ts'

/** How long typing has to pause before the edit is kept, in milliseconds. */
export const KEEP_AFTER = 400
/** How long typing without a pause goes on before it is kept all the same, in milliseconds. */
export const KEEP_AT_LEAST_EVERY = 2000

export interface DraftKeeper {
  /** Keeps the buffer's edit soon, or drops the kept one where nothing is unsaved any more. */
  follow(apiId: ApiId, file: FileRef, buffer: Buffer): void
}

/** Keeps unsaved edits with the host while one types, so that a crash or a closed window loses nothing. */
export function createDraftKeeper(session: Session): DraftKeeper {
  const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; since: number }>()
  const held = new Set<string>()
  let queue: Promise<unknown> = Promise.resolve()

  // One after the other, so that a late "keep" never follows the "drop" of a save.
  const call = (work: () => Promise<unknown>, undo: () => void) => {
    queue = queue.then(work).catch((error: unknown) => {
      undo()
      session.trouble(error)
    })
  }
  return {
    follow(apiId, file, buffer) {
      const key = fileKey(apiId, file)
      const before = waiting.get(key)
      clearTimeout(before?.timer)
      waiting.delete(key)
      if (buffer.kind === 'text' && isDirty(buffer)) {
        const { text, disk } = buffer
        const keep = () => {
          waiting.delete(key)
          held.add(key)
          call(
            () => session.rpc.drafts.keep({ apiId, file, text, base: disk.version }),
            () => held.delete(key),
          )
        }
        const since = before?.since ?? Date.now()
        const rest = Math.max(0, since + KEEP_AT_LEAST_EVERY - Date.now())
        waiting.set(key, { timer: setTimeout(keep, Math.min(KEEP_AFTER, rest)), since })
        return
      }
      if (!held.delete(key) && buffer.kind === 'text' && buffer.restoredFrom === null) return
      call(
        () => session.rpc.drafts.drop({ apiId, file }),
        () => held.add(key),
      )
    },
  }
}
