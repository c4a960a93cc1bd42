import { useCallback, useEffect } from 'react'
import { useUnsavedFiles } from '#renderer/features/api-workspace/index.ts'
import {
  knownStatus,
  type RepositoryState,
  useRepository,
  useSelectedConnection,
  useSourceControl,
} from '#renderer/features/source-control/index.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { useShortcut } from '#renderer/session/shortcuts.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { AskDialog } from './ask-dialog.tsx'
import { BranchSwitcher } from './branch-switcher.tsx'
import { type Goal, IDLE } from './flow-state.ts'
import { createFlowStore } from './flow-store.ts'
import { createBranchListStore } from './list-store.ts'
import { saidWords } from './said-words.ts'
import { StopDialog } from './stop-dialog.tsx'
import './branches.css'

/** Opens the switcher from everywhere. */
export const SWITCHER_SHORTCUT = { key: 'b' } as const

/** Whatever of switching between branches lies above the window, for the selected connection. */
export function BranchDialogs() {
  const connection = useSelectedConnection()
  return connection === null ? null : <OfConnection key={connection.id} connection={connection} />
}

function OfConnection({ connection }: { connection: Connection }) {
  const repository = useRepository(connection.id)
  const isOpen = useFeature(
    createDialogsStore,
    ({ dialog }) => dialog.kind === 'branches' && dialog.connectionId === connection.id,
  )
  const { open, close } = useFeature(createDialogsStore, (dialogs) => dialogs)
  const want = useFeature(createFlowStore, (store) => store.want)
  const unsaved = useUnsavedFiles(connection.apiId)
  useShortcut(
    SWITCHER_SHORTCUT,
    useCallback(() => {
      // A dialog that asks something is not to be covered by another one.
      if (document.querySelector('.ui-modal') === null) open({ kind: 'branches', connectionId: connection.id })
    }, [open, connection.id]),
  )
  useSaid(repository)
  const wantAndClose = (goal: Goal) => {
    close()
    void want(connection.id, goal, unsaved.files.length)
  }
  return (
    <>
      {isOpen ? <BranchSwitcher repository={repository} onClose={close} onWant={wantAndClose} /> : null}
      <FlowDialog repository={repository} unsaved={unsaved} />
    </>
  )
}

interface FlowDialogProps {
  repository: RepositoryState
  unsaved: ReturnType<typeof useUnsavedFiles>
}

function FlowDialog({ repository, unsaved }: FlowDialogProps) {
  const { connectionId } = repository
  const { step } = useFeature(createFlowStore, ({ flows }) => flows.get(connectionId) ?? IDLE)
  const { send, confirm, goOnAs, retry, want } = useFeature(createFlowStore, (store) => store)
  const listing = useFeature(createBranchListStore, ({ byConnection }) => byConnection.get(connectionId)?.listing)
  switch (step.kind) {
    case 'idle':
    case 'working':
      return null
    case 'asking':
      return (
        <AskDialog
          asked={step.asked}
          hindrance={step.hindrance}
          status={knownStatus(repository)}
          list={listing?.kind === 'ready' ? listing.list : null}
          unsaved={unsaved}
          send={(event) => send(connectionId, event)}
          onConfirm={() => void confirm(connectionId)}
          onAuthor={(author) => void goOnAs(connectionId, author)}
        />
      )
    case 'stopped':
      return (
        <StopDialog
          connectionId={connectionId}
          asked={step.asked}
          stop={step.stop}
          send={(event) => send(connectionId, event)}
          onRetry={() => void retry(connectionId)}
          onCreate={(goal) => void want(connectionId, goal, unsaved.files.length)}
        />
      )
  }
}

/** Says once how a switch ended, and publishes the branch where that was wanted. */
function useSaid({ connectionId, running }: RepositoryState): void {
  const t = useTexts()
  const toast = useToast()
  const { push } = useSourceControl()
  const said = useFeature(createFlowStore, ({ flows }) => flows.get(connectionId)?.said ?? null)
  const send = useFeature(createFlowStore, (store) => store.send)
  useEffect(() => {
    if (said === null || running !== null) return
    send(connectionId, { kind: 'said' })
    toast({ text: saidWords(t, said), about: `branch of ${connectionId}` })
    if (said.goal.publish === 'now') void push(connectionId)
  }, [said, running, connectionId, send, toast, t, push])
}
