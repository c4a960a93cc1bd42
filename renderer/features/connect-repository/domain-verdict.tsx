import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { DomainCheck } from '#shared/contract/connections.ts'
import { type HostKind, isCloudHost } from '#shared/domain/host.ts'
import { Verdict } from './verdict.tsx'
import { useOnPremisesWizard } from './wizard-context.tsx'

/** What the live check of the Domain URL found. */
export function DomainVerdict() {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const check = state.domainCheck
  const again = <Button onPress={() => send({ kind: 'domain-recheck' })}>{t('connectRepository.refusal.checkAgain')}</Button>
  switch (check.kind) {
    case 'idle':
      return null
    case 'running':
      return <Verdict kind="waiting">{t('connectRepository.domain.checking')}</Verdict>
    case 'failed':
      return <TroubleNotice trouble={check.trouble} actions={again} />
    case 'answered':
      return <Answer answer={check.answer} />
  }
}

function Answer({ answer }: { answer: DomainCheck }) {
  const t = useTexts()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const { send } = useOnPremisesWizard()
  const again = <Button onPress={() => send({ kind: 'domain-recheck' })}>{t('connectRepository.refusal.checkAgain')}</Button>
  switch (answer.kind) {
    case 'reachable':
      return <Reachable answer={answer} />
    case 'not-an-address':
      return <Verdict kind="wrong">{t('connectRepository.domain.not-an-address')}</Verdict>
    case 'cloud-host':
      return (
        <Notice
          tone="danger"
          actions={
            <Button variant="primary" onPress={() => send({ kind: 'host-chosen', host: answer.host })}>
              {t('connectRepository.refusal.chooseHost', { host: t(`connectRepository.host.${answer.host}`) })}
            </Button>
          }
        >
          <p>{t('connectRepository.domain.cloud-host', { host: t(`connectRepository.host.${answer.host}`) })}</p>
        </Notice>
      )
    case 'unreachable':
      return (
        <Notice tone="danger" actions={again}>
          <p>{t(`connectRepository.domain.unreachable.${answer.reason}`)}</p>
          <p>{t('connectRepository.domain.unreachable.ssh')}</p>
        </Notice>
      )
    case 'certificate':
      return (
        <Notice
          tone="danger"
          title={t(`connectRepository.domain.certificate.${answer.reason}`)}
          actions={
            <>
              {answer.reason === 'unknown-authority' || answer.reason === 'self-signed' ? (
                <Button onPress={() => open({ kind: 'trust-authority', domain: answer.domain })}>
                  {t('common.trustAuthority')}
                </Button>
              ) : null}
              {again}
            </>
          }
        >
          {answer.issuer === null ? null : <p>{t('connectRepository.domain.certificate.issuer', { issuer: answer.issuer })}</p>}
          <p>{t('connectRepository.domain.certificate.next')}</p>
        </Notice>
      )
  }
}

function Reachable({ answer }: { answer: Extract<DomainCheck, { kind: 'reachable' }> }) {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const found: HostKind | null = answer.looksLike
  if (!answer.encrypted) return <Verdict kind="warning">{t('connectRepository.domain.plain')}</Verdict>
  if (found === null) return <Verdict kind="fine">{t('connectRepository.domain.reachable')}</Verdict>
  if (found === state.host) {
    return (
      <Verdict kind="fine">
        {t('connectRepository.domain.reachableKind', { host: t(`connectRepository.host.${found}`) })}
      </Verdict>
    )
  }
  const words = { found: t(`connectRepository.host.${found}`), chosen: t(`connectRepository.host.${state.host}`) }
  const action = isCloudHost(found) ? null : (
    <Button onPress={() => send({ kind: 'host-chosen', host: found })}>
      {t('connectRepository.domain.useHost', { host: words.found })}
    </Button>
  )
  return <Notice tone="warning" title={t('connectRepository.domain.looksLike', words)} actions={action} />
}
