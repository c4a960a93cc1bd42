import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { PageHeading } from './page.tsx'
import { acceptedClone, normalisedDomain } from './state.ts'
import { TokenFields } from './token-fields.tsx'
import { tokenPage } from './token-page.ts'
import { useWizard } from './wizard-context.tsx'

/** How Graft signs in to the remote: only what this remote offers. */
export function SignInStep() {
  const t = useTexts()
  const { state, send } = useWizard()
  const domain = normalisedDomain(state) ?? state.domain
  const offered = acceptedClone(state)?.signIn ?? []
  return (
    <>
      <PageHeading
        title={t('connectRepository.signIn.title')}
        text={t('connectRepository.signIn.text', { domain: new URL(domain).host })}
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
    </>
  )
}

function TokenChoice({ domain }: { domain: string }) {
  const t = useTexts()
  const { state, send } = useWizard()
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
        <TokenPageLink domain={domain} />
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

/** Opens the server's page for making tokens; where that is refused, the address is shown to be opened by hand. */
function TokenPageLink({ domain }: { domain: string }) {
  const t = useTexts()
  const session = useSession()
  const { state } = useWizard()
  const [refused, setRefused] = useState<string | null>(null)
  if (state.host === null) return null
  const url = tokenPage(state.host, domain)
  const open = async () => {
    try {
      const answer = await session.rpc.app.openExternal({ url })
      setRefused(answer.kind === 'refused' ? url : null)
    } catch (error) {
      session.trouble(error)
      setRefused(url)
    }
  }
  return (
    <>
      <Button icon={<ExternalLink />} onPress={() => void open()}>
        {t('connectRepository.signIn.make', { domain: new URL(domain).host })}
      </Button>
      {refused === null ? null : (
        <p className="ui-hint" role="status">
          {t('connectRepository.signIn.makeRefused', { url: refused })}
        </p>
      )}
    </>
  )
}
