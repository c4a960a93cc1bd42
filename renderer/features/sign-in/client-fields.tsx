import { PageLink } from '#renderer/session/page-link.tsx'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import { onEnter } from './on-enter.ts'
import { useSignIn } from './sign-in-context.tsx'
import { type ClientForm, needsClient } from './state.ts'

export interface ClientFieldsProps {
  client: Extract<ClientForm, { kind: 'open' }>
  offers: SignInOffers
}

/** Enters the client that somebody registered with the host, and says exactly what to register there. */
export function ClientFields({ client, offers }: ClientFieldsProps) {
  const t = useTexts()
  const { state, send, store, hostName } = useSignIn()
  const { clientId, clientSecret, keeping } = client
  const keep = () => void store.getState().keepClient()
  const isNeeded = needsClient(offers, state.way)
  return (
    <section className="sign-in-client" aria-label={t('signIn.client.change')}>
      <h4>{isNeeded ? t('signIn.client.title', { host: hostName }) : t('signIn.client.change')}</h4>
      {isNeeded ? <p>{t('signIn.client.text', { host: hostName })}</p> : null}
      {offers.redirect === null ? null : (
        <div className="sign-in-row">
          <span>{t('signIn.client.redirect')}:</span>
          <code className="sign-in-address">{offers.redirect}</code>
          <CopyButton text={offers.redirect} said={t('signIn.client.copied')}>
            {t('signIn.client.copyRedirect')}
          </CopyButton>
        </div>
      )}
      {offers.registrationPage === null ? null : (
        <div className="sign-in-row">
          <PageLink url={offers.registrationPage}>{t('signIn.client.register', { host: hostName })}</PageLink>
        </div>
      )}
      <div className="sign-in-fields">
        <TextField
          label={t('signIn.client.id')}
          code="code"
          autoComplete="off"
          value={clientId}
          onChange={(text) => send({ kind: 'client-typed', clientId: text, clientSecret })}
          onKeyDown={onEnter(keep)}
        />
        <TextField
          label={t('signIn.client.secret')}
          description={t('signIn.client.secret.hint')}
          type="password"
          code="code"
          autoComplete="off"
          value={clientSecret}
          onChange={(text) => send({ kind: 'client-typed', clientId, clientSecret: text })}
          onKeyDown={onEnter(keep)}
        />
      </div>
      {keeping.kind === 'failed' ? <TroubleNotice trouble={keeping.trouble} /> : null}
      <div className="sign-in-row">
        <Button
          variant={isNeeded ? 'primary' : 'secondary'}
          isDisabled={clientId.trim() === ''}
          isPending={keeping.kind === 'running'}
          onPress={keep}
        >
          {t('signIn.client.keep')}
        </Button>
      </div>
    </section>
  )
}
