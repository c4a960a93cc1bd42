import { useCallback, useEffect, useState } from 'react'
import { PageLink } from '#renderer/session/page-link.tsx'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { HostPlace, OAuthClient, SignInOffers } from '#shared/contract/accounts.ts'
import { ChoosePlace } from './choose-place.tsx'

/** Clients registered with hosts, which the sign-in through the browser needs. */
export function ClientsTab() {
  const t = useTexts()
  const session = useSession()
  const [clients, setClients] = useState<readonly OAuthClient[] | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [place, setPlace] = useState<HostPlace | null>(null)
  const load = useCallback(async () => {
    try {
      setTrouble(null)
      setClients(await session.rpc.accounts.clients())
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }, [session])
  useEffect(() => void load(), [load])
  const remove = async ({ host, domain }: OAuthClient) => {
    try {
      await session.rpc.accounts.removeClient({ host, domain })
      await load()
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }
  return (
    <div className="accounts">
      <p className="ui-hint">{t('accounts.clients.text')}</p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      {clients === null && trouble === null ? <Skeleton label={t('common.loading')} /> : null}
      <ul className="accounts-list" aria-label={t('accounts.tab.clients')}>
        {(clients ?? []).map((client) => (
          <ClientRow key={`${client.host} ${client.domain}`} client={client} onRemove={() => void remove(client)} />
        ))}
      </ul>
      <section className="accounts-form" aria-label={t('accounts.clients.add')}>
        <h3>{t('accounts.clients.add')}</h3>
        {place === null ? (
          <ChoosePlace button={t('accounts.next')} onChosen={setPlace} />
        ) : (
          <ClientForm
            place={place}
            onDone={() => {
              setPlace(null)
              void load()
            }}
          />
        )}
      </section>
    </div>
  )
}

function ClientRow({ client, onRemove }: { client: OAuthClient; onRemove: () => void }) {
  const t = useTexts()
  const { host, domain, clientId, hasSecret, source, redirect } = client
  return (
    <li className="account">
      <div className="account-words">
        <h3>{t(`connectRepository.host.${host}`)}</h3>
        <dl>
          <div>
            <dt>{t('accounts.fact.domain')}</dt>
            <dd>{new URL(domain).host}</dd>
          </div>
          <div>
            <dt>{t('accounts.clients.id')}</dt>
            <dd>
              <code>{clientId}</code>
            </dd>
          </div>
          <div>
            <dt>{t('accounts.clients.secret')}</dt>
            <dd>{t(hasSecret ? 'accounts.clients.hasSecret' : 'accounts.clients.noSecret')}</dd>
          </div>
          <div>
            <dt>{t('accounts.clients.source')}</dt>
            <dd>{t(`accounts.clients.source.${source}`)}</dd>
          </div>
          {redirect === null ? null : (
            <div>
              <dt>{t('accounts.clients.redirect')}</dt>
              <dd>
                <code>{redirect}</code>
              </dd>
            </div>
          )}
        </dl>
      </div>
      {source === 'settings' ? (
        <div className="account-actions">
          <Button aria-label={t('accounts.clients.removeOf', { host: new URL(domain).host })} onPress={onRemove}>
            {t('accounts.remove')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}

/** The id and secret of one client, with the address to register and the page where that is done. */
function ClientForm({ place, onDone }: { place: HostPlace; onDone: () => void }) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const [offers, setOffers] = useState<SignInOffers | null>(null)
  const [typed, setTyped] = useState({ clientId: '', clientSecret: '' })
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    session.rpc.accounts.offers(place, { signal: abort.signal }).then(
      (answer) => {
        if (!abort.signal.aborted) setOffers(answer)
      },
      (error) => {
        if (!abort.signal.aborted) setTrouble(session.trouble(error))
      },
    )
    return () => abort.abort()
  }, [session, place])
  const save = async () => {
    try {
      await session.rpc.accounts.keepClient({ ...place, ...typed })
      toast({ text: t('accounts.clients.kept', { host: new URL(place.domain).host }) })
      onDone()
    } catch (error) {
      setTrouble(session.trouble(error))
    }
  }
  return (
    <form
      className="accounts-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {offers?.redirect ? (
        <p>
          {t('accounts.clients.register')} <code className="accounts-copy">{offers.redirect}</code>
        </p>
      ) : null}
      {offers?.registrationPage ? (
        <div>
          <PageLink url={offers.registrationPage}>{t('accounts.clients.page')}</PageLink>
        </div>
      ) : null}
      {offers?.browser === 'not-offered' && offers.deviceCode === 'not-offered' ? (
        <p>{t('accounts.clients.notOffered')}</p>
      ) : null}
      <TextField
        autoFocus
        label={t('accounts.clients.id')}
        code="code"
        autoComplete="off"
        value={typed.clientId}
        onChange={(clientId) => setTyped({ ...typed, clientId })}
      />
      <TextField
        label={t('accounts.clients.secret')}
        description={t('accounts.clients.secretHint')}
        type="password"
        code="code"
        autoComplete="off"
        value={typed.clientSecret}
        onChange={(clientSecret) => setTyped({ ...typed, clientSecret })}
      />
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      <div className="account-actions">
        <Button onPress={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={typed.clientId.trim() === ''}>
          {t('accounts.clients.keep')}
        </Button>
      </div>
    </form>
  )
}
