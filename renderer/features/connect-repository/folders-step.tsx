import { useMemo } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { DirectoryFields } from './directory-fields.tsx'
import type { Browse } from './folder-tree.tsx'
import { PageHeading } from './page.tsx'
import { hostedPlace } from './questions.ts'
import { useWizard } from './wizard-context.tsx'

/** The two folders that the connection owns. */
export function FoldersStep() {
  const t = useTexts()
  const { state, send } = useWizard()
  const browse = useBrowse()
  return (
    <>
      <PageHeading title={t('connectRepository.folders.title')} text={t('connectRepository.folders.text')} />
      <DirectoryFields
        typed={state.directories}
        check={state.directoriesCheck}
        browse={browse}
        onTyped={(which, directory) => send({ kind: 'directory-typed', which, directory })}
        onRecheck={() => send({ kind: 'directories-recheck' })}
      />
    </>
  )
}

/** How the folders of the chosen clone or branch are listed; null where there is nothing to list yet. */
function useBrowse(): Browse | null {
  const session = useSession()
  const { state } = useWizard()
  const handle = state.path === 'on-premises' ? (state.folder?.handle ?? null) : null
  const hosted = state.path === 'cloud' ? JSON.stringify(hostedPlace(state)) : null
  const place = state.path === 'cloud' ? hostedPlace(state) : null
  // `hosted` stands for `place`, which is made anew each time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo((): Browse | null => {
    const { connections } = session.rpc
    if (handle !== null) return (path, signal) => connections.browseDirectories({ folder: handle, path }, { signal })
    if (place === null) return null
    const { accountId, repository, branch } = place
    // A repository without commits has no folders yet.
    if (branch === null) return async () => []
    return (path, signal) => connections.browseHostedDirectories({ accountId, repository, branch, path }, { signal })
  }, [session, handle, hosted])
}
