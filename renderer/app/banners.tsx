import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { choice } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'

/** What concerns the whole window: a host that does not answer, documents that had to be set aside. */
export function Banners() {
  return (
    <>
      <HostLostBanner />
      <StorageProblems />
    </>
  )
}

/** Attempts within which a host that only hiccuped is back; afterwards it is said what the person can do. */
const SOON = 3

function HostLostBanner() {
  const t = useTexts()
  const announce = useAnnounce()
  const link = useStore(useSession().hostLink)
  const info = useFeature(createAppInfoStore, ({ app }) => (app.kind === 'ready' ? app.info : null))
  const wasLost = useRef(false)
  useEffect(() => {
    if (link.kind === 'connected' && wasLost.current) announce(t('app.hostBack'))
    wasLost.current = link.kind === 'lost'
  }, [link, announce, t])
  if (link.kind !== 'lost') return null
  return (
    <div className="frame-banner" role="alert">
      <Spinner />
      <p>
        <strong>{t('app.hostLost.title')}</strong> {t('app.hostLost.safe')}{' '}
        {link.attempt < SOON ? null : t('app.hostLost.next', { entry: info?.entry ?? 'desktop' })}
      </p>
    </div>
  )
}

function StorageProblems() {
  const t = useTexts()
  const problems = useFeature(createAppInfoStore, (store) => store.problems)
  const dismiss = useFeature(createAppInfoStore, (store) => store.dismiss)
  return problems.map((problem) => (
    <Notice
      key={problem.setAsideAs}
      tone="warning"
      title={t('app.storage.title')}
      actions={<Button onPress={() => dismiss(problem)}>{t('common.dismiss')}</Button>}
    >
      <p>
        {t('app.storage.detail', {
          document: problem.document,
          setAsideAs: problem.setAsideAs,
          reason: choice(problem.reason),
        })}
      </p>
    </Notice>
  ))
}
