import { useEffect, useMemo, useReducer } from 'react'
import { DirectoryFields } from '#renderer/features/connect-repository/index.ts'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { type ChangeFolders, type ChangeFoldersEvent, changeFolders, changeFoldersFrom, readiness } from './change-folders.ts'

export interface ChangeFoldersDialogProps {
  connection: Connection
  onClose: () => void
}

/** Milliseconds for which typing has to rest before the folders are looked at. */
const REST = 250

/** Two other folders of the active branch; edits in folders that are given up are asked about (B14). */
export function ChangeFoldersDialog({ connection, onClose }: ChangeFoldersDialogProps) {
  const t = useTexts()
  const session = useSession()
  const [state, send] = useReducer(changeFolders, connection.directories, changeFoldersFrom)
  useCheck(connection, state, send)
  const { id: connectionId, clone } = connection
  const browse = useMemo(
    () => (path: string, signal: AbortSignal) =>
      session.rpc.connections.browseNewDirectories({ connectionId, path }, { signal }),
    [session, connectionId],
  )
  const change = useChange(connection, state, send, onClose)
  const ready = readiness(state, connection.directories)
  const isWorking = state.change.kind === 'working'
  const asks = state.change.kind === 'has-edits'
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('connectionSettings.folders.title')}
      onClose={onClose}
      isDismissable={!isWorking}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isWorking}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={isWorking}
            isDisabled={ready !== 'ready'}
            onPress={() => void change(asks ? 'keep-in-restore-point' : 'ask')}
          >
            {t(asks ? 'connectionSettings.folders.keep' : 'connectionSettings.folders.change')}
          </Button>
        </>
      }
    >
      <p>
        {clone.kind === 'managed'
          ? t('connectionSettings.folders.managed')
          : t('connectionSettings.folders.own', { folder: clone.folderLabel })}
      </p>
      <DirectoryFields
        typed={state.typed}
        check={state.check}
        browse={browse}
        onTyped={(which, directory) => send({ kind: 'typed', which, directory })}
        onRecheck={() => send({ kind: 'recheck' })}
      />
      {ready === 'same' ? <p className="ui-hint">{t('connectionSettings.folders.same')}</p> : null}
      {state.change.kind === 'has-edits' ? <EditsNotice paths={state.change.paths} clone={clone} /> : null}
      {state.change.kind === 'failed' ? <TroubleNotice trouble={state.change.trouble} /> : null}
    </Dialog>
  )
}

function EditsNotice({ paths, clone }: { paths: string[]; clone: Connection['clone'] }) {
  const t = useTexts()
  const text = clone.kind === 'managed' ? 'editsManaged' : 'editsOwn'
  return (
    <Notice tone="warning" title={t('connectionSettings.folders.edits', { count: paths.length })}>
      <p>{t(`connectionSettings.folders.${text}`)}</p>
      <ul className="connection-edits" aria-label={t('connectionSettings.folders.editsList')}>
        {paths.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Looks at what is typed once typing rests. */
function useCheck(
  { id: connectionId }: Connection,
  { typed, check }: ChangeFolders,
  send: (event: ChangeFoldersEvent) => void,
): void {
  const session = useSession()
  const isAsked = check.kind === 'running'
  useEffect(() => {
    if (!isAsked) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const { signal } = abort
        const answer = await session.rpc.connections.checkNewDirectories({ connectionId, directories: typed }, { signal })
        send({ kind: 'checked', typed, answer })
      } catch (error) {
        if (!abort.signal.aborted) send({ kind: 'check-failed', typed, trouble: session.trouble(error) })
      }
    }
    const timer = setTimeout(() => void ask(), REST)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [session, connectionId, typed, isAsked, send])
}

function useChange(
  { id: connectionId }: Connection,
  { typed }: ChangeFolders,
  send: (event: ChangeFoldersEvent) => void,
  onDone: () => void,
): (edits: 'ask' | 'keep-in-restore-point') => Promise<void> {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const load = useFeature(createConnectionsStore, (connections) => connections.load)
  return async (edits) => {
    send({ kind: 'change' })
    try {
      const outcome = await session.rpc.connections.changeDirectories({ connectionId, directories: typed, edits })
      if (outcome.kind === 'refused') {
        send({ kind: 'refused', answer: outcome })
      } else if (outcome.kind === 'has-edits') {
        send({ kind: 'has-edits', paths: outcome.paths })
      } else {
        await load()
        const { schema, collection } = outcome.connection.directories
        toast({ text: t('connectionSettings.folders.done', { schema, collection }) })
        onDone()
      }
    } catch (error) {
      send({ kind: 'change-failed', trouble: session.trouble(error) })
    }
  }
}
