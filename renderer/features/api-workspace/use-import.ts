import { useCallback, useState } from 'react'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ApiId } from '#shared/domain/ids.ts'
import { readDroppedFile } from './read-dropped-file.ts'
import { createWorkspaceStore } from './store.ts'

export interface Importing {
  importFiles: (files: Iterable<File>) => Promise<void>
  trouble: Trouble | null
}

/** Takes files into the API one after the other and says for each what became of it. */
export function useImport(apiId: ApiId): Importing {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const importFile = useFeature(createWorkspaceStore, (state) => state.importFile)
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  const importFiles = useCallback(
    async (files: Iterable<File>) => {
      setTrouble(null)
      for (const file of files) {
        const { name } = file
        const text = await readDroppedFile(file)
        if (text === null) {
          toast({ text: t('apiWorkspace.import.notText', { name }) })
          continue
        }
        try {
          const outcome = await importFile(apiId, name, text)
          switch (outcome.kind) {
            case 'imported':
              show({ kind: 'workspace', tab: outcome.file.area === 'schema' ? 'definition' : 'collections' })
              toast({ text: t('apiWorkspace.import.done', { name: outcome.file.path }) })
              break
            case 'exists':
              toast({ text: t('apiWorkspace.import.exists', { name: outcome.file.path }) })
              break
            case 'not-recognised':
              toast({ text: t('apiWorkspace.import.notRecognised', { name }) })
          }
        } catch (error) {
          setTrouble(session.trouble(error))
        }
      }
    },
    [apiId, importFile, session, show, t, toast],
  )
  return { importFiles, trouble }
}
