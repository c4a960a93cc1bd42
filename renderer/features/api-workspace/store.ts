import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Session } from '#renderer/session/session.ts'
import type { Trouble } from '#renderer/trouble.ts'
import type { ApiContent, FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { type Buffer, changedElsewhere, type KeptDraft, opened, saved, savingFailed, savingStarted, typed } from './buffer.ts'
import { createDraftKeeper } from './draft-keeper.ts'
import { fileKey } from './file-key.ts'

export type ContentState = { kind: 'loading' } | { kind: 'ready'; content: ApiContent } | { kind: 'failed'; trouble: Trouble }

export type ImportOutcome = Awaited<ReturnType<Session['rpc']['apis']['importFile']>>

export interface Workspace {
  content: ReadonlyMap<ApiId, ContentState>
  buffers: ReadonlyMap<string, Buffer>
  /** Edits kept from before whose files have not been opened yet. */
  kept: ReadonlyMap<string, KeptDraft>
  /** Reads what the API consists of, and the edits kept from before. */
  load(apiId: ApiId): Promise<void>
  /** Reads a file once; later calls do nothing. */
  open(apiId: ApiId, file: FileRef): Promise<void>
  type(apiId: ApiId, file: FileRef, text: string): void
  save(apiId: ApiId, file: FileRef): Promise<void>
  /** Applies one of the choices of `buffer.ts`, such as `keptMine`. */
  choose(apiId: ApiId, file: FileRef, choice: (buffer: Buffer) => Buffer): void
  importFile(apiId: ApiId, fileName: string, text: string): Promise<ImportOutcome>
  chooseDefinition(apiId: ApiId, path: string): Promise<void>
}

/** The files of the APIs as they stand in the window: read, edited, kept as drafts, saved. */
export function createWorkspaceStore(session: Session): StoreApi<Workspace> {
  const { rpc } = session
  const files = new Map<string, { apiId: ApiId; file: FileRef }>()

  const store = createStore<Workspace>((set, get) => {
    const putContent = (apiId: ApiId, state: ContentState) => set({ content: new Map(get().content).set(apiId, state) })
    const putBuffer = (key: string, buffer: Buffer) => set({ buffers: new Map(get().buffers).set(key, buffer) })
    const change = (apiId: ApiId, file: FileRef, next: (buffer: Buffer) => Buffer) => {
      const key = fileKey(apiId, file)
      const before = get().buffers.get(key)
      if (!before) return
      const after = next(before)
      if (after === before) return
      putBuffer(key, after)
      drafts.follow(apiId, file, after)
    }
    const drafts = createDraftKeeper(session)

    return {
      content: new Map(),
      buffers: new Map(),
      kept: new Map(),
      async load(apiId) {
        try {
          if (!get().content.has(apiId)) {
            putContent(apiId, { kind: 'loading' })
            const kept = await rpc.drafts.list({ apiId })
            const entries = kept.map((draft): [string, KeptDraft] => [fileKey(apiId, draft.file), draft])
            set({ kept: new Map([...get().kept, ...entries]) })
          }
          putContent(apiId, { kind: 'ready', content: await rpc.apis.content({ apiId }) })
        } catch (error) {
          const trouble = session.trouble(error)
          if (get().content.get(apiId)?.kind !== 'ready') putContent(apiId, { kind: 'failed', trouble })
        }
      },
      async open(apiId, file) {
        const key = fileKey(apiId, file)
        const known = get().buffers.get(key)
        if (known !== undefined && known.kind !== 'failed') return
        files.set(key, { apiId, file })
        putBuffer(key, { kind: 'loading' })
        try {
          const content = await rpc.apis.readFile({ apiId, file })
          const draft = get().kept.get(key) ?? null
          const rest = new Map(get().kept)
          rest.delete(key)
          set({ kept: rest })
          const buffer = opened(content, draft)
          putBuffer(key, buffer)
          if (draft) drafts.follow(apiId, file, buffer)
        } catch (error) {
          putBuffer(key, { kind: 'failed', trouble: session.trouble(error) })
        }
      },
      type: (apiId, file, text) => change(apiId, file, (buffer) => typed(buffer, text)),
      choose: change,
      async save(apiId, file) {
        const key = fileKey(apiId, file)
        change(apiId, file, savingStarted)
        const buffer = get().buffers.get(key)
        if (buffer?.kind !== 'text' || buffer.saving.kind !== 'saving') return
        try {
          const outcome = await rpc.apis.writeFile({ apiId, file, text: buffer.saving.sent, base: buffer.disk.version })
          change(apiId, file, (now) => saved(now, outcome))
          if (outcome.kind === 'exists') await reread(apiId, file)
        } catch (error) {
          const trouble = session.trouble(error)
          change(apiId, file, (now) => savingFailed(now, trouble))
        }
      },
      async importFile(apiId, fileName, text) {
        const outcome = await rpc.apis.importFile({ apiId, fileName, text })
        await get().load(apiId)
        return outcome
      },
      async chooseDefinition(apiId, path) {
        putContent(apiId, { kind: 'ready', content: await rpc.apis.chooseDefinition({ apiId, path }) })
      },
    }
  })

  async function reread(apiId: ApiId, file: FileRef): Promise<void> {
    try {
      const content = await rpc.apis.readFile({ apiId, file })
      store.getState().choose(apiId, file, (buffer) => changedElsewhere(buffer, content))
    } catch (error) {
      // What is on screen stays; the next event or save tries again.
      session.trouble(error)
    }
  }
  function refresh(apiId: ApiId): void {
    const { content, buffers, load, open } = store.getState()
    if (content.has(apiId)) void load(apiId)
    for (const [key, at] of files) {
      const kind = at.apiId === apiId ? buffers.get(key)?.kind : undefined
      // What was never read is opened, so that an edit kept from before comes with it.
      if (kind === 'failed') void open(at.apiId, at.file)
      else if (kind === 'text' || kind === 'no-text') void reread(at.apiId, at.file)
    }
  }
  session.events.listen((event) => {
    if (event.kind === 'content-changed') refresh(event.apiId)
    if (event.kind === 'resumed' || event.kind === 'connections-changed') {
      for (const apiId of store.getState().content.keys()) refresh(apiId)
    }
  })
  return store
}
