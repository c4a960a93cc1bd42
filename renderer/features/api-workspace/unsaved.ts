import { useMemo } from 'react'
import { useFeature } from '#renderer/session/use-session.tsx'
import { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { isDirty } from './buffer.ts'
import { createWorkspaceStore, type Workspace } from './store.ts'

/** The files of an API whose edits are not on disk: typed in this window, or kept from before and not opened yet. */
export function unsavedFiles({ buffers, kept }: Pick<Workspace, 'buffers' | 'kept'>, apiId: ApiId): FileRef[] {
  const dirty = [...buffers].filter(([, buffer]) => isDirty(buffer)).map(([key]) => key)
  const start = `${apiId}/`
  return [...new Set([...dirty, ...kept.keys()])]
    .filter((key) => key.startsWith(start))
    .flatMap((key) => fileOf(key.slice(start.length)))
}

function fileOf(place: string): FileRef[] {
  const cut = place.indexOf('/')
  const file = FileRef.safeParse({ area: place.slice(0, cut), path: place.slice(cut + 1) })
  return file.success ? [file.data] : []
}

export interface UnsavedFiles {
  files: FileRef[]
  /** Saves every one of them; what someone else changed meanwhile waits for the person's choice, as always. */
  saveAll: () => Promise<void>
}

/** What of an API is not saved, and so is no part of a commit. */
export function useUnsavedFiles(apiId: ApiId): UnsavedFiles {
  const { buffers, kept, open, save } = useFeature(createWorkspaceStore, (workspace) => workspace)
  const files = useMemo(() => unsavedFiles({ buffers, kept }, apiId), [buffers, kept, apiId])
  const saveAll = async () => {
    for (const file of files) {
      await open(apiId, file)
      await save(apiId, file)
    }
  }
  return { files, saveAll }
}
