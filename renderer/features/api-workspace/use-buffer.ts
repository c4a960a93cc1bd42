import { useEffect } from 'react'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { FileRef } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import type { Buffer } from './buffer.ts'
import { fileKey } from './file-key.ts'
import { createWorkspaceStore } from './store.ts'

/** The buffer of a file, reading it when it is first asked for. */
export function useBuffer(apiId: ApiId, { area, path }: FileRef): Buffer {
  const buffer = useFeature(createWorkspaceStore, (state) => state.buffers.get(fileKey(apiId, { area, path })))
  const open = useFeature(createWorkspaceStore, (state) => state.open)
  useEffect(() => {
    void open(apiId, { area, path })
  }, [open, apiId, area, path])
  return buffer ?? { kind: 'loading' }
}
