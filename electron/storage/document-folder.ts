import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type DocumentContext, type DocumentKind, openDocument, type StoredDocument } from './document.ts'

/** A folder with one document per id: `<folder>/<id>.json`. */
export interface DocumentFolder<T> {
  /** In no particular order. */
  all(): T[]
  get(id: string): T | null
  put(id: string, data: T): Promise<void>
  /** Changes a document as it is once all earlier writes are done; null where it is not there (any more). */
  change(id: string, change: (data: T) => T): Promise<T | null>
  remove(id: string): Promise<void>
}

const DOCUMENT_NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/

/** Opens every document of the folder; unreadable ones are reported and set aside, the others are there. */
export async function openDocumentFolder<T>(
  folder: string,
  kind: DocumentKind<T>,
  context: DocumentContext,
): Promise<DocumentFolder<T>> {
  await mkdir(folder, { recursive: true })
  const documents = new Map<string, StoredDocument<T>>()
  for (const name of await readdir(folder)) {
    const id = DOCUMENT_NAME.exec(name)?.[1]
    if (id) documents.set(id, await openDocument(join(folder, name), kind, context))
  }
  return {
    all: () =>
      [...documents.values()].flatMap((document) => {
        const data = document.current()
        return data === null ? [] : [data]
      }),
    get: (id) => documents.get(id)?.current() ?? null,
    put: async (id, data) => {
      const document = documents.get(id) ?? (await openDocument(join(folder, `${id}.json`), kind, context))
      documents.set(id, document)
      await document.write(data)
    },
    change: async (id, change) => {
      let changed: T | null = null
      await documents.get(id)?.update((data) => {
        changed = data === null ? null : change(data)
        return changed
      })
      return changed
    },
    remove: async (id) => {
      await documents.get(id)?.remove()
      documents.delete(id)
    },
  }
}
