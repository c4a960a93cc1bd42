import { PageLink } from '#renderer/session/page-link.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import { missingFor } from './gate.ts'
import { onEnter } from './on-enter.ts'
import { OrganisationField } from './organisation-field.tsx'
import { useSignIn } from './sign-in-context.tsx'

/** An access token with what the host wants beside it, where one is made, and the rights it needs. */
export function TokenWay({ offers }: { offers: SignInOffers }) {
  const t = useTexts()
  const { state, send, store, hostName } = useSignIn()
  const { beside, scopes, page } = offers.token
  const missing = missingFor(state)
  const isChecking = state.attempt.kind === 'checking-token'
  const begin = () => store.getState().begin()
  return (
    <div className="sign-in-part">
      {offers.organisation === 'not-asked' ? null : (
        <OrganisationField use={offers.organisation === 'needed-for-token' ? 'needed' : 'optional'} />
      )}
      {scopes.length === 0 ? null : (
        <p>
          {t('signIn.token.scopes')}:{' '}
          {scopes.map((scope) => (
            <code key={scope} className="sign-in-scope">
              {scope}
            </code>
          ))}
        </p>
      )}
      <div className="sign-in-row">
        <PageLink url={page}>{t('signIn.token.make', { host: hostName })}</PageLink>
      </div>
      <div className="sign-in-fields">
        {beside === 'nothing' ? null : (
          <TextField
            label={t(`signIn.token.${beside}`)}
            description={t(`signIn.token.${beside}.hint`)}
            autoComplete="off"
            value={state.beside}
            onChange={(text) => send({ kind: 'beside-typed', beside: text })}
            onKeyDown={onEnter(begin)}
          />
        )}
        <TextField
          label={t('signIn.token.label')}
          description={t(`signIn.token.kept.${offers.storage}`)}
          type="password"
          autoComplete="off"
          code="code"
          value={state.token}
          onChange={(token) => send({ kind: 'token-typed', token })}
          onKeyDown={onEnter(begin)}
        />
      </div>
      <div className="sign-in-row">
        <Button variant="primary" isPending={isChecking} isDisabled={missing !== null} onPress={begin}>
          {isChecking ? t('signIn.token.checking') : t('signIn.token.begin')}
        </Button>
        {missing === null ? null : <span className="ui-hint">{t(`signIn.missing.${missing}`)}</span>}
        {isChecking ? <Button onPress={() => send({ kind: 'cancelled' })}>{t('common.cancel')}</Button> : null}
      </div>
    </div>
  )
}
