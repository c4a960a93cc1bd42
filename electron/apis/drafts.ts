import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Draft } from '#shared/contract/apis.ts'
import { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type DocumentContext, type DocumentKind, openDocument } from '../storage/document.ts'
import { isMissing } from '../storage/file-failure.ts'

const StoredDraft = z.object({
  file: FileRef,
  text: z.string(),
  base: z.string().nullable(),
  keptAt: z.iso.datetime(),
})
const DRAFT_DOCUMENT: DocumentKind<Draft> = { version: 1, schema: StoredDraft, migrations: {} }

/** Edits typed but not saved yet: one document per file, in the API's own folder. */
export interface Drafts {
  list(apiId: ApiId): Promise<Draft[]>
  keep(apiId: ApiId, draft: Omit<Draft, 'keptAt'>): Promise<void>
  drop(apiId: ApiId, file: FileRef): Promise<void>
}

export function createDrafts(folderOf: (id: ApiId) => string, context: DocumentContext): Drafts {
  const turns = new Map<string, Promise<void>>()
  const inTurn = (file: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(file) ?? Promise.resolve()).catch(() => undefined).then(work)
    turns.set(file, turn)
    return turn
  }
  const place = (apiId: ApiId, file: FileRef): string => {
    // A path may be longer than a file name can be, so its digest names the document.
    const name = createHash('sha256').update(`${file.area}/${file.path}`).digest('hex')
    return join(folderOf(apiId), 'drafts', `${name}.json`)
  }
  return {
    list: async (apiId) => {
      const folder = join(folderOf(apiId), 'drafts')
      const drafts: Draft[] = []
      for (const name of await namesIn(folder)) {
        if (!/^[0-9a-f]{64}\.json$/.test(name)) continue
        const draft = (await openDocument(join(folder, name), DRAFT_DOCUMENT, context)).current()
        if (draft) drafts.push(draft)
      }
      return drafts
    },
    keep: (apiId, draft) => {
      const file = place(apiId, draft.file)
      return inTurn(file, async () => {
        const document = await openDocument(file, DRAFT_DOCUMENT, context)
        await document.write({ ...draft, keptAt: context.now().toISOString() })
      })
    },
    drop: (apiId, file) => {
      const draft = place(apiId, file)
      return inTurn(draft, async () => {
        const document = await openDocument(draft, DRAFT_DOCUMENT, context)
        if (document.current()) await document.remove()
      })
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
