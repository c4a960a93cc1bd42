import { Globe, Smartphone } from 'lucide-react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import { OrganisationField } from './organisation-field.tsx'
import { useSignIn } from './sign-in-context.tsx'
import { needsClient, openTicket, type WaitingWay } from './state.ts'

const KEYS = { browser: 'browser', 'device-code': 'code' } as const

/** A way whose answer is given elsewhere, before it begins and while the answer is fetched. */
export function Way({ way, offers }: { way: WaitingWay; offers: SignInOffers }) {
  const t = useTexts()
  const { state, send, store, hostName } = useSignIn()
  const { attempt } = state
  if (openTicket(state) !== null) {
    const words = attempt.kind === 'finishing' ? t('signIn.finishing') : t(`signIn.${KEYS[way]}.starting`)
    return (
      <div className="sign-in-row">
        <p className="sign-in-waiting" role="status">
          <Spinner /> {words}
        </p>
        <Button onPress={() => send({ kind: 'cancelled' })}>{t('common.cancel')}</Button>
      </div>
    )
  }
  if (needsClient(offers, way)) return null
  return (
    <div className="sign-in-part">
      {offers.organisation === 'not-asked' ? null : <OrganisationField use="optional" />}
      <p>{t(`signIn.${KEYS[way]}.text`, { host: hostName })}</p>
      <div className="sign-in-row">
        <Button
          variant="primary"
          size="large"
          icon={way === 'browser' ? <Globe /> : <Smartphone />}
          onPress={() => store.getState().begin()}
        >
          {t(`signIn.${KEYS[way]}.begin`)}
        </Button>
      </div>
    </div>
  )
}
