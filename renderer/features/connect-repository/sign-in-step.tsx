import { useCallback } from 'react'
import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { PageLink } from '#renderer/session/page-link.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { Account } from '#shared/domain/account.ts'
import { AccountChoice } from './account-choice.tsx'
import { PageHeading } from './page.tsx'
import { acceptedClone, normalisedDomain } from './state.ts'
import { TokenFields } from './token-fields.tsx'
import { tokenPage } from './token-page.ts'
import { useCloudWizard, useOnPremisesWizard, useWizard } from './wizard-context.tsx'

/** With whom or what Graft signs in. */
export function SignInStep() {
  const { state } = useWizard()
  return state.path === 'cloud' ? <CloudSignIn /> : <OnPremisesSignIn />
}

/** The account at a cloud host. After a sign-in the wizard goes on by itself. */
function CloudSignIn() {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const { host, account } = state
  const domain = useFeature(createAppInfoStore, ({ app }) => (app.kind === 'ready' ? app.info.cloudDomains[host] : null))
  const hostName = t(`connectRepository.host.${host}`)
  const choose = useCallback((chosen: Account) => send({ kind: 'account-chosen', account: chosen }), [send])
  return (
    <>
      <PageHeading
        title={t('connectRepository.account.title', { host: hostName })}
        text={t('connectRepository.account.text', { host: hostName })}
      />
      {domain === null ? (
        <Skeleton label={t('common.loading')} lines={3} />
      ) : (
        <AccountChoice
          place={{ host, domain }}
          hostName={hostName}
          chosen={account}
          onChoose={choose}
          onSignedIn={(signedIn) => {
            choose(signedIn)
            send({ kind: 'next' })
          }}
        />
      )}
    </>
  )
}

/** How Graft signs in to the clone's remote: only what this remote offers. */
function OnPremisesSignIn() {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const domain = normalisedDomain(state) ?? state.domain
  const offered = acceptedClone(state)?.signIn ?? []
  const hostName = new URL(domain).host
  const choose = useCallback((account: Account) => send({ kind: 'account-chosen', account }), [send])
  return (
    <>
      <PageHeading
        title={t('connectRepository.signIn.title')}
        text={t('connectRepository.signIn.text', { domain: hostName })}
      />
      <RadioCards
        label={t('connectRepository.signIn.method')}
        labelPlacement="hidden"
        value={state.signIn}
        onChange={(signIn) => send({ kind: 'sign-in-chosen', signIn })}
        cards={offered.map((method) => ({
          id: method,
          title: t(`connectRepository.signIn.${method}`),
          text: t(`connectRepository.signIn.${method}.text`),
        }))}
      />
      {state.signIn === 'token' ? <TokenChoice domain={domain} /> : null}
      {state.signIn === 'account' ? (
        <section className="connect-group" aria-label={t('connectRepository.signIn.account')}>
          <AccountChoice
            place={{ host: state.host, domain }}
            hostName={hostName}
            chosen={state.account}
            onChoose={choose}
            onSignedIn={choose}
          />
        </section>
      ) : null}
    </>
  )
}

function TokenChoice({ domain }: { domain: string }) {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const known = state.tokenCheck.kind === 'answered' ? state.tokenCheck.answer : null
  const host = new URL(domain).host
  if (state.token.kind === 'kept') {
    return (
      <Notice
        tone="success"
        title={
          known?.username
            ? t('connectRepository.signIn.keptTokenUser', { domain: host, username: known.username })
            : t('connectRepository.signIn.keptToken', { domain: host })
        }
        actions={<Button onPress={() => send({ kind: 'new-token-wanted' })}>{t('connectRepository.signIn.useAnother')}</Button>}
      />
    )
  }
  return (
    <section className="connect-group" aria-label={t('connectRepository.signIn.token')}>
      <TokenFields
        username={state.token.username}
        secret={state.token.secret}
        onChange={(value) => send({ kind: 'token-typed', ...value })}
        storage={known?.storage ?? null}
      />
      <div className="connect-folder">
        <PageLink url={tokenPage(state.host, domain)}>{t('connectRepository.signIn.make', { domain: host })}</PageLink>
        {known?.kept ? (
          <Button variant="quiet" onPress={() => send({ kind: 'kept-token-used' })}>
            {t('connectRepository.signIn.useKept')}
          </Button>
        ) : null}
      </div>
      {known?.kept ? <p className="ui-hint">{t('connectRepository.signIn.replaces', { domain: host })}</p> : null}
    </section>
  )
}
