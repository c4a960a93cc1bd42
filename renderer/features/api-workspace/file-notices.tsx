import { useMemo, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { formatAge } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { changesInWindow } from '#renderer/ui/changes-in-window.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { DiffView } from '#renderer/ui/diff-view.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import {
  asideDropped,
  type Buffer,
  broughtBack,
  keptMine,
  restoredDiscarded,
  restoreNoted,
  type TextBuffer,
  tookTheirs,
} from './buffer.ts'

export interface FileNoticesProps {
  path: string
  buffer: TextBuffer
  onChoose: (choice: (buffer: Buffer) => Buffer) => void
  onRetry: () => void
}

/** What the person has to know about a file's text: an edit that came back, another version on disk, a save that failed. */
export function FileNotices({ path, buffer, onChoose, onRetry }: FileNoticesProps) {
  const t = useTexts()
  const { elsewhere, restoredFrom, saving, disk } = buffer
  return (
    <div className="file-notices">
      {saving.kind === 'failed' ? (
        <>
          <p className="only-read-aloud">{t('apiWorkspace.file.saveFailed')}</p>
          <TroubleNotice trouble={saving.trouble} actions={<Button onPress={onRetry}>{t('common.retry')}</Button>} />
        </>
      ) : null}
      {elsewhere ? <ElsewhereNotice path={path} buffer={buffer} onChoose={onChoose} /> : null}
      {restoredFrom !== null && !elsewhere ? (
        <Notice
          tone="info"
          title={t('apiWorkspace.restored.title')}
          actions={
            <>
              <Button onPress={() => onChoose(restoreNoted)}>{t('common.dismiss')}</Button>
              {disk.version === null ? null : (
                <Button variant="quiet" onPress={() => onChoose(restoredDiscarded)}>
                  {t('apiWorkspace.restored.discard')}
                </Button>
              )}
            </>
          }
        >
          <p>{t('apiWorkspace.restored.text', { age: formatAge(new Date(restoredFrom), new Date()) })}</p>
        </Notice>
      ) : null}
      {elsewhere ? null : <AsideNotices buffer={buffer} onChoose={onChoose} />}
    </div>
  )
}

/** The texts that choices put aside, the newest first, each with the way back to it. */
function AsideNotices({ buffer, onChoose }: Pick<FileNoticesProps, 'buffer' | 'onChoose'>) {
  const t = useTexts()
  return buffer.setAside
    .map(({ whose, text }, at) => (
      <Notice
        key={text}
        tone="info"
        actions={
          <>
            <Button onPress={() => onChoose((now) => broughtBack(now, at))}>
              {t(whose === 'mine' ? 'apiWorkspace.setAside.bringMine' : 'apiWorkspace.setAside.bringTheirs')}
            </Button>
            <Button variant="quiet" onPress={() => onChoose((now) => asideDropped(now, at))}>
              {t('common.dismiss')}
            </Button>
          </>
        }
      >
        <p>{t(`apiWorkspace.setAside.${whose}`)}</p>
      </Notice>
    ))
    .reverse()
}

function ElsewhereNotice({ path, buffer, onChoose }: Omit<FileNoticesProps, 'onRetry'>) {
  const t = useTexts()
  const [comparing, setComparing] = useState(false)
  const theirs = buffer.elsewhere
  if (theirs?.kind !== 'text') {
    return (
      <Notice
        tone="warning"
        title={t('apiWorkspace.elsewhere.title')}
        actions={<Button onPress={() => onChoose(keptMine)}>{t('apiWorkspace.elsewhere.recreate')}</Button>}
      >
        <p>{t('apiWorkspace.elsewhere.gone')}</p>
      </Notice>
    )
  }
  return (
    <Notice
      tone="warning"
      title={t('apiWorkspace.elsewhere.title')}
      actions={
        <>
          <Button onPress={() => onChoose(keptMine)}>{t('apiWorkspace.elsewhere.mine')}</Button>
          <Button onPress={() => onChoose(tookTheirs)}>{t('apiWorkspace.elsewhere.theirs')}</Button>
          <Button variant="quiet" onPress={() => setComparing(true)}>
            {t('apiWorkspace.elsewhere.diff')}
          </Button>
        </>
      }
    >
      <p>{t('apiWorkspace.elsewhere.text')}</p>
      <Dialog isOpen={comparing} onClose={() => setComparing(false)} title={t('apiWorkspace.elsewhere.diffTitle')} size="full">
        <Comparison path={path} theirs={theirs.text} mine={buffer.text} />
      </Dialog>
    </Notice>
  )
}

function Comparison({ path, theirs, mine }: { path: string; theirs: string; mine: string }) {
  const t = useTexts()
  const changes = useMemo(() => changesInWindow(theirs, mine), [theirs, mine])
  return (
    <DiffView
      path={path}
      layout="side-by-side"
      before={{ kind: 'text', text: theirs }}
      after={{ kind: 'text', text: mine }}
      changes={changes}
      names={{ before: t('apiWorkspace.elsewhere.nameTheirs'), after: t('apiWorkspace.elsewhere.nameMine') }}
    />
  )
}
