import { useState } from 'react'
import { knownStatus, useRepository, useSelectedConnection } from '#renderer/features/source-control/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { formatAge, shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import type { LeftEdits } from '#shared/domain/repository.ts'
import { DropEditsDialog } from './drop-edits-dialog.tsx'
import { createLeftEditsStore, type LeftEditsNote, laterKey } from './left-edits-store.ts'
import { useBringBack } from './use-bring-back.ts'
import './branches.css'

/** Says that edits wait on the active branch, until they are brought back, given up, or put off. */
export function LeftEditsBanner() {
  const connection = useSelectedConnection()
  return connection === null ? null : <ConnectedBanner key={connection.id} connection={connection} />
}

function ConnectedBanner({ connection }: { connection: Connection }) {
  const repository = useRepository(connection.id)
  const left = knownStatus(repository)?.leftEdits ?? null
  const isLater = useFeature(createLeftEditsStore, ({ later }) => left !== null && later.has(laterKey(connection.id, left)))
  if (left === null || isLater) return null
  return <Waiting connection={connection} left={left} isBusy={repository.running !== null} />
}

/** How many files are named. */
const NAMED = 3

function Waiting({ connection, left, isBusy }: { connection: Connection; left: LeftEdits; isBusy: boolean }) {
  const t = useTexts()
  const toast = useToast()
  const note = useFeature(createLeftEditsStore, ({ notes }) => notes.get(connection.id) ?? null)
  const keepForLater = useFeature(createLeftEditsStore, (store) => store.keepForLater)
  const bringBack = useBringBack(connection.id)
  const [asking, setAsking] = useState<'nothing' | 'drop'>('nothing')
  const branch = shortenMiddle(left.branch, 40)
  const names = left.paths
    .slice(0, NAMED)
    .map((path) => shortenMiddle(path, 48))
    .join(', ')
  const more = left.paths.length - NAMED
  const later = () => {
    keepForLater(connection.id, left)
    toast({ text: t('branches.left.laterSaid', { branch }) })
  }
  return (
    <div className="left-edits">
      <Notice
        tone="info"
        title={t('branches.left.title', { branch, age: formatAge(new Date(left.leftAt), new Date()) })}
        actions={
          <>
            <Button variant="primary" isDisabled={isBusy} onPress={() => void bringBack()}>
              {t('branches.left.bringBack')}
            </Button>
            <Button onPress={later}>{t('branches.left.later')}</Button>
            <Button variant="quiet" onPress={() => setAsking('drop')}>
              {t('branches.left.drop')}
            </Button>
          </>
        }
      >
        <p>
          {more > 0
            ? t('branches.left.filesMore', { count: left.paths.length, names, more })
            : t('branches.left.files', { count: left.paths.length, names })}
        </p>
      </Notice>
      {note === null ? null : <Note note={note} />}
      {asking === 'drop' ? (
        <DropEditsDialog connectionId={connection.id} left={left} onClose={() => setAsking('nothing')} />
      ) : null}
    </div>
  )
}

function Note({ note }: { note: LeftEditsNote }) {
  const t = useTexts()
  switch (note.kind) {
    case 'trouble':
      return <TroubleNotice trouble={note.trouble} />
    case 'busy':
      return <Notice tone="info">{t('branches.left.busy')}</Notice>
    case 'collides':
      return (
        <Notice tone="warning" title={t('branches.left.collides', { count: note.paths.length })}>
          <ul className="branch-files">
            {note.paths.slice(0, 20).map((path) => (
              <li key={path}>
                <code>{path}</code>
              </li>
            ))}
          </ul>
          <p>{t('branches.left.collidesNext')}</p>
        </Notice>
      )
  }
}
