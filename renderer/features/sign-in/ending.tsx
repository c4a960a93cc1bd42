import { useEffect, useRef } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ErrorNotice } from '#renderer/ui/error-notice.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import { refusalWords } from './refusal-words.ts'
import { type WayOut, waysOut } from './refusals.ts'
import { useSignIn } from './sign-in-context.tsx'
import type { Attempt } from './state.ts'

/** How the last try ended, where it made no account; each ending with its ways out. */
export function Ending({ offers }: { offers: SignInOffers }) {
  const t = useTexts()
  const { state, store } = useSignIn()
  const { attempt } = state
  switch (attempt.kind) {
    case 'refused':
      return <Refused attempt={attempt} offers={offers} />
    case 'other-account':
      return <OtherAccount attempt={attempt} />
    case 'failed':
      return (
        <TroubleNotice
          trouble={attempt.trouble}
          actions={<Button onPress={() => store.getState().begin()}>{t('common.retry')}</Button>}
        />
      )
    case 'cancelled':
      return (
        <Notice tone="info">
          <p>{t('signIn.cancelledText')}</p>
        </Notice>
      )
    default:
      return null
  }
}

function Refused({ attempt, offers }: { attempt: Extract<Attempt, { kind: 'refused' }>; offers: SignInOffers }) {
  const t = useTexts()
  const { state, hostName } = useSignIn()
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const { refusal, way } = attempt
  const aim = state.renew === null ? 'new' : 'renewal'
  const words = refusalWords(t, refusal, { way, hostName, redirect: offers.redirect, aim })
  const actions = waysOut(refusal, way, offers).map((out, index) => (
    <WayOutButton key={JSON.stringify(out)} out={out} look={index === 0 ? 'primary' : 'secondary'} />
  ))
  return (
    <div ref={notice}>
      <ErrorNotice words={words} actions={actions.length === 0 ? null : actions} />
    </div>
  )
}

function WayOutButton({ out, look }: { out: WayOut; look: 'primary' | 'secondary' }) {
  const t = useTexts()
  const { send, store } = useSignIn()
  const act = () => {
    if (out.kind === 'again') store.getState().begin()
    else if (out.kind === 'use') send({ kind: 'way-chosen', way: out.way })
    else if (out.kind === 'change-client') send({ kind: 'client-wanted' })
  }
  return (
    <Button variant={look} onPress={act}>
      {out.kind === 'use' ? t(`signIn.out.${out.way}`) : t(`signIn.out.${out.kind}`)}
    </Button>
  )
}

function OtherAccount({ attempt }: { attempt: Extract<Attempt, { kind: 'other-account' }> }) {
  const t = useTexts()
  const { store, hostName } = useSignIn()
  const { got, expected } = attempt
  return (
    <Notice
      tone="warning"
      title={t('signIn.other.title', { got, expected })}
      actions={
        <>
          <Button variant="primary" onPress={() => store.getState().begin()}>
            {t('signIn.other.again', { expected })}
          </Button>
          <Button onPress={() => store.getState().goOnWithOther()}>{t('signIn.other.goOn', { got })}</Button>
        </>
      }
    >
      <p>{t('signIn.other.text', { host: hostName })}</p>
      <p>{t('signIn.other.hint', { host: hostName, expected })}</p>
    </Notice>
  )
}
