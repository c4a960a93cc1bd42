import { useState } from 'react'
import { SignIn } from '#renderer/features/sign-in/index.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { Account } from '#shared/domain/account.ts'
import { remediesOf } from './remedies.ts'
import type { Attempt } from './state.ts'
import { useWizard } from './wizard-context.tsx'

/** The failure in its three parts, and the ways to what can change it; everything entered is still there. */
export function Failed({ attempt }: { attempt: Extract<Attempt, { kind: 'failed' }> }) {
  const t = useTexts()
  const { state, send } = useWizard()
  const [renewing, setRenewing] = useState<Account | null>(null)
  if (renewing !== null) return <Renewal account={renewing} onClose={() => setRenewing(null)} />
  const actions = remediesOf(attempt.trouble, state).map((remedy) =>
    remedy.kind === 'renew' ? (
      <Button key={remedy.kind} variant="primary" onPress={() => setRenewing(remedy.account)}>
        {t('connectRepository.connecting.renew')}
      </Button>
    ) : (
      <Button key={remedy.step} onPress={() => send({ kind: 'step-chosen', step: remedy.step })}>
        {t(`connectRepository.connecting.to.${remedy.step}`)}
      </Button>
    ),
  )
  return <TroubleNotice trouble={attempt.trouble} actions={actions} />
}

/** Signs in again in place, and tries again at once. Another account than the expected one has to be looked at first. */
function Renewal({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTexts()
  const { send, store } = useWizard()
  const { host, domain } = account
  const goOn = (signedIn: Account) => {
    send({ kind: 'account-chosen', account: signedIn })
    if (signedIn.id === account.id) store.getState().connect()
    else send({ kind: 'step-chosen', step: 'sign-in' })
  }
  return (
    <section className="connect-group" aria-label={t('connectRepository.connecting.renew')}>
      <h4>{t('connectRepository.account.renewing', { account: account.name ?? account.login })}</h4>
      <SignIn place={{ host, domain }} renew={account.id} onSignedIn={goOn} />
      <div className="connect-folder">
        <Button variant="quiet" onPress={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  )
}
