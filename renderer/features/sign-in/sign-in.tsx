import { type RefObject, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { accountsOf, createAccountsStore } from '#renderer/session/accounts.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { HostPlace, SignInOffers } from '#shared/contract/accounts.ts'
import type { Account } from '#shared/domain/account.ts'
import type { AccountId } from '#shared/domain/ids.ts'
import { ClientFields } from './client-fields.tsx'
import { Ending } from './ending.tsx'
import { EnteredBeforeContext, enteredIn } from './entered.ts'
import { SignInProvider, useSignIn } from './sign-in-context.tsx'
import { openTicket, waysShown } from './state.ts'
import { createSignInStore } from './store.ts'
import { TokenWay } from './token-way.tsx'
import { WaitingForBrowser, WaitingForCode } from './waiting.tsx'
import { Way } from './way.tsx'
import './sign-in.css'

export interface SignInProps {
  place: HostPlace
  /** Renews this account in place; null makes an account, or renews the one that answers. */
  renew: AccountId | null
  /**
   * Called once when the person is signed in. Where somebody else answered a renewal and the person chose to go on with that
   * account, its id is not the one of `renew`.
   */
  onSignedIn: (account: Account) => void
}

/**
 * Signs in to one host: through the browser, with a device code, or with an access token. Holds no form of its own, so that it
 * may stand inside one. What was entered belongs to this place and account; another of either begins anew.
 */
export function SignIn(props: SignInProps) {
  const key = `${props.place.host} ${props.place.domain} ${props.renew ?? ''}`
  return <OneSignIn key={key} name={key} {...props} />
}

function OneSignIn({ name, place, renew, onSignedIn }: SignInProps & { name: string }) {
  const session = useSession()
  const expected = useFeature(createAccountsStore, (state) => accountsOf(state).find(({ id }) => id === renew) ?? null)
  // As it was at the beginning: the sign-in itself may change it, and must not begin anew by that.
  const [organisation] = useState(expected?.organisation ?? null)
  const { host, domain } = place
  const before = useContext(EnteredBeforeContext)
  // What the person signs in for stays the same while the component lives; a callback made anew must not begin anew.
  const signedIn = useLatest(onSignedIn)
  const store = useMemo(
    () =>
      createSignInStore({
        session,
        place: { host, domain },
        renew,
        organisation,
        entered: before?.get(name) ?? null,
        onSignedIn: (account) => signedIn.current(account),
        now: () => Date.now(),
      }),
    [session, host, domain, renew, organisation, signedIn, before, name],
  )
  useEffect(() => {
    void store.getState().loadOffers()
    return () => {
      before?.set(name, enteredIn(store.getState().state))
      store.getState().dispose()
    }
  }, [store, before, name])
  const { state } = useStore(store)
  const section = useKeptFocus(state.attempt.kind)
  return (
    <SignInProvider value={{ store, place: { host, domain } }}>
      <section ref={section} className="sign-in" tabIndex={-1}>
        {state.offers.kind === 'ready' ? <Ways offers={state.offers.offers} /> : <OffersAwaited />}
      </section>
    </SignInProvider>
  )
}

function OffersAwaited() {
  const t = useTexts()
  const { state, store } = useSignIn()
  if (state.offers.kind !== 'failed') return <Skeleton label={t('signIn.missing.offers')} />
  const retry = <Button onPress={() => void store.getState().loadOffers()}>{t('common.retry')}</Button>
  return <TroubleNotice trouble={state.offers.trouble} actions={retry} />
}

function Ways({ offers }: { offers: SignInOffers }) {
  const t = useTexts()
  const { state, send } = useSignIn()
  const { attempt, way } = state
  if (attempt.kind === 'waiting-for-browser') return <WaitingForBrowser attempt={attempt} offers={offers} />
  if (attempt.kind === 'waiting-for-code') return <WaitingForCode attempt={attempt} />
  const ways = waysShown(offers)
  return (
    <>
      {ways.length > 1 && openTicket(state) === null ? (
        <RadioCards
          label={t('signIn.ways')}
          labelPlacement="hidden"
          columns={2}
          value={way}
          onChange={(chosen) => send({ kind: 'way-chosen', way: chosen })}
          cards={ways.map((one) => ({ id: one, title: t(`signIn.way.${one}`), text: t(`signIn.way.${one}.text`) }))}
        />
      ) : null}
      <Ending offers={offers} />
      {state.client.kind === 'open' && way !== 'token' ? <ClientFields client={state.client} offers={offers} /> : null}
      {way === 'token' ? <TokenWay offers={offers} /> : <Way way={way} offers={offers} />}
    </>
  )
}

function useLatest<Value>(value: Value): RefObject<Value> {
  const held = useRef(value)
  useEffect(() => {
    held.current = value
  }, [value])
  return held
}

/** Where the button that was pressed went with its part, the focus goes to the whole, so that Tab goes on from there. */
function useKeptFocus(part: string): RefObject<HTMLElement | null> {
  const whole = useRef<HTMLElement>(null)
  const shown = useRef(part)
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (shown.current !== part && isLost) whole.current?.focus()
    shown.current = part
  }, [part])
  return whole
}
