import { useMemo, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { DEFAULT_COLLECTION_DIRECTORY, DEFAULT_SCHEMA_DIRECTORY } from '#shared/domain/connection.ts'
import { problemWords } from './directory-words.ts'
import { type Browse, FolderTree } from './folder-tree.tsx'
import { PageHeading } from './page.tsx'
import { hostedPlace } from './questions.ts'
import { Verdict } from './verdict.tsx'
import { useWizard } from './wizard-context.tsx'

type Which = 'schema' | 'collection'
const DEFAULTS = { schema: DEFAULT_SCHEMA_DIRECTORY, collection: DEFAULT_COLLECTION_DIRECTORY } as const

/** The two folders that the connection owns; a click in the tree fills the field that was focused last. */
export function FoldersStep() {
  const t = useTexts()
  const { state, send } = useWizard()
  const [focused, setFocused] = useState<Which>('schema')
  const browse = useBrowse()
  const check = state.directoriesCheck
  const field = (which: Which) => <DirectoryField which={which} onFocus={() => setFocused(which)} />
  return (
    <>
      <PageHeading title={t('connectRepository.folders.title')} text={t('connectRepository.folders.text')} />
      <div className="connect-folders">
        <div className="connect-group">
          {field('schema')}
          {field('collection')}
          {check.kind === 'failed' ? (
            <TroubleNotice
              trouble={check.trouble}
              actions={<Button onPress={() => send({ kind: 'directories-recheck' })}>{t('common.retry')}</Button>}
            />
          ) : null}
        </div>
        {browse === null ? null : (
          <FolderTree
            browse={browse}
            target={t(`connectRepository.folders.${focused}`)}
            onChoose={(directory) => send({ kind: 'directory-typed', which: focused, directory })}
          />
        )}
      </div>
    </>
  )
}

function DirectoryField({ which, onFocus }: { which: Which; onFocus: () => void }) {
  const t = useTexts()
  const { state, send } = useWizard()
  const check = state.directoriesCheck
  const report = check.kind === 'answered' ? check.answer[which] : null
  return (
    <div className="connect-directory">
      <TextField
        label={t(`connectRepository.folders.${which}`)}
        code="code"
        placeholder={DEFAULTS[which]}
        value={state.directories[which]}
        onChange={(directory) => send({ kind: 'directory-typed', which, directory })}
        onFocus={onFocus}
        {...(report?.kind === 'refused' ? { error: problemWords(t, report.problem) } : {})}
      />
      {check.kind === 'running' ? <Verdict kind="waiting">{t('connectRepository.folders.checking')}</Verdict> : null}
      {report?.kind === 'usable' ? (
        <Verdict kind="fine">
          {report.exists
            ? t('connectRepository.folders.exists', { definitions: report.definitions, collections: report.collections })
            : t('connectRepository.folders.new')}
        </Verdict>
      ) : null}
    </div>
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
