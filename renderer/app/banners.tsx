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

function HostLostBanner() {
  const t = useTexts()
  const announce = useAnnounce()
  const link = useStore(useSession().hostLink)
  const wasLost = useRef(false)
  useEffect(() => {
    if (link.kind === 'connected' && wasLost.current) announce(t('app.hostBack'))
    wasLost.current = link.kind === 'lost'
  }, [link, announce, t])
  if (link.kind !== 'lost') return null
  return (
    <div className="frame-banner" role="alert">
      <Spinner />
      <strong>{t('app.hostLost.title')}</strong>
      <span>{t('app.hostLost.detail')}</span>
      <Button onPress={() => window.location.reload()}>{t('app.crash.reload')}</Button>
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
