import { useEffect, useRef, useState } from 'react'
import { SignIn } from '#renderer/features/sign-in/index.ts'
import { createAccountsStore } from '#renderer/session/accounts.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { HostPlace } from '#shared/contract/accounts.ts'
import { isCloudHost } from '#shared/domain/host.ts'
import { ChoosePlace } from './choose-place.tsx'

/** Signs in to a host that the person chooses. */
export function AddAccount({ onDone }: { onDone: () => void }) {
  const t = useTexts()
  const toast = useToast()
  const load = useFeature(createAccountsStore, (store) => store.load)
  const [place, setPlace] = useState<HostPlace | null>(null)
  const part = useRef<HTMLElement>(null)
  // The button that led here is gone, and so is the one before each page that follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves with the page
  useEffect(() => part.current?.focus(), [place])
  return (
    <section ref={part} tabIndex={-1} className="accounts" aria-label={t('accounts.add')}>
      {place === null ? (
        <ChoosePlace button={t('accounts.next')} onChosen={setPlace} />
      ) : (
        <>
          <h3>{t('connectRepository.account.title', { host: hostName(t, place) })}</h3>
          <SignIn
            place={place}
            renew={null}
            onSignedIn={({ login }) => {
              toast({ text: t('accounts.added', { login }) })
              onDone()
              void load()
            }}
          />
        </>
      )}
      <div>
        <Button onPress={place === null ? onDone : () => setPlace(null)}>{t('common.back')}</Button>
      </div>
    </section>
  )
}

function hostName(t: Translate, { host, domain }: HostPlace): string {
  return isCloudHost(host) ? t(`connectRepository.host.${host}`) : new URL(domain).host
}
