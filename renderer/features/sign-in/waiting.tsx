import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageLink } from '#renderer/session/page-link.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { CopyButton } from '#renderer/ui/copy-button.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { SignInOffers } from '#shared/contract/accounts.ts'
import { useSignIn } from './sign-in-context.tsx'
import type { Attempt } from './state.ts'
import { TimeLeft } from './time-left.tsx'

type Waiting<Kind extends Attempt['kind']> = Extract<Attempt, { kind: Kind }>

/** While the person is on the host's page: what to do there, the time, and every way out. */
export function WaitingForBrowser(props: { attempt: Waiting<'waiting-for-browser'>; offers: SignInOffers }) {
  const { attempt, offers } = props
  const t = useTexts()
  const { send, store, hostName } = useSignIn()
  return (
    <div className="sign-in-part">
      <Heading words={t('signIn.browser.waiting', { host: hostName })}>
        <TimeLeft startedAt={attempt.startedAt} until={attempt.until} />
      </Heading>
      {attempt.opened ? (
        <p>{t('signIn.browser.what', { host: hostName })}</p>
      ) : (
        <p role="alert">{t('signIn.browser.notOpened')}</p>
      )}
      {attempt.opened ? null : (
        <p>
          {t('signIn.browser.link')}: <code className="sign-in-address">{attempt.link}</code>
        </p>
      )}
      {attempt.strays === 0 ? null : (
        <p className="ui-hint" role="status">
          {t('signIn.browser.stray', { count: attempt.strays })}
        </p>
      )}
      <div className="sign-in-row">
        <CopyButton text={attempt.link} said={t('signIn.browser.copied')}>
          {t('signIn.browser.copy')}
        </CopyButton>
        <Button icon={<ExternalLink />} onPress={() => void store.getState().reopenBrowser()}>
          {t('signIn.browser.again')}
        </Button>
        <Button onPress={() => send({ kind: 'way-chosen', way: 'token' })}>{t('signIn.useToken')}</Button>
        {offers.deviceCode === 'offered' ? (
          <Button onPress={() => send({ kind: 'way-chosen', way: 'device-code' })}>{t('signIn.useCode')}</Button>
        ) : null}
        <Button onPress={() => send({ kind: 'cancelled' })}>{t('common.cancel')}</Button>
      </div>
    </div>
  )
}

/** While the person types the code on the host's page. */
export function WaitingForCode({ attempt }: { attempt: Waiting<'waiting-for-code'> }) {
  const t = useTexts()
  const { send, hostName } = useSignIn()
  return (
    <div className="sign-in-part">
      <Heading words={t('signIn.code.waiting', { host: hostName })}>
        <TimeLeft startedAt={attempt.startedAt} until={attempt.until} />
      </Heading>
      <p>{t('signIn.code.what')}</p>
      <output className="sign-in-code" aria-label={t('signIn.code.label')}>
        {attempt.userCode}
      </output>
      <p className="ui-hint">{t('signIn.code.page', { url: attempt.page })}</p>
      <div className="sign-in-row">
        <CopyButton text={attempt.userCode} said={t('signIn.code.copied')}>
          {t('signIn.code.copy')}
        </CopyButton>
        <PageLink url={attempt.page}>{t('signIn.code.open')}</PageLink>
        <Button onPress={() => send({ kind: 'way-chosen', way: 'token' })}>{t('signIn.useToken')}</Button>
        <Button onPress={() => send({ kind: 'cancelled' })}>{t('common.cancel')}</Button>
      </div>
    </div>
  )
}

function Heading({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="sign-in-row">
      <p className="sign-in-waiting" role="status">
        <Spinner /> {words}
      </p>
      {children}
    </div>
  )
}
