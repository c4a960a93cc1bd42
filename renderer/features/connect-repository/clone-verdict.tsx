import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { CloneRemote } from '#shared/domain/clone.ts'
import { isCloudHost } from '#shared/domain/host.ts'
import { CloneCard } from './clone-card.tsx'
import { refusalWords } from './refusal-words.ts'
import { type Refusal, type WayOut, waysOut } from './refusals.ts'
import { normalisedDomain } from './state.ts'
import { Verdict } from './verdict.tsx'
import { useOnPremisesWizard } from './wizard-context.tsx'

/** What the picked folder turned out to be: the card of the right clone, or the reason against it with its ways out. */
export function CloneVerdict({ pickAnother }: { pickAnother: () => void }) {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const check = state.cloneCheck
  switch (check.kind) {
    case 'idle':
      return null
    case 'running':
      return <Verdict kind="waiting">{t('connectRepository.folder.checking')}</Verdict>
    case 'failed':
      return (
        <TroubleNotice
          trouble={check.trouble}
          actions={<Button onPress={() => send({ kind: 'clone-recheck' })}>{t('connectRepository.refusal.checkAgain')}</Button>}
        />
      )
    case 'answered':
      return check.answer.kind === 'accepted' ? (
        <CloneCard clone={check.answer} />
      ) : (
        <RefusalNotice refusal={check.answer} pickAnother={pickAnother} />
      )
  }
}

function RefusalNotice({ refusal, pickAnother }: { refusal: Refusal; pickAnother: () => void }) {
  const t = useTexts()
  const { state } = useOnPremisesWizard()
  const words = refusalWords(t, refusal, normalisedDomain(state) ?? state.domain)
  const actions = waysOut(refusal).map((way, index) => (
    <WayOutButton key={keyOf(way)} way={way} look={index === 0 ? 'primary' : 'secondary'} pickAnother={pickAnother} />
  ))
  return (
    <Notice tone="danger" title={words.title} actions={actions}>
      <p>{words.text}</p>
      {refusal.kind === 'other-domain' ? <Remotes remotes={refusal.remotes} /> : null}
      {refusal.kind === 'other-remote' ? (
        <Remotes remotes={refusal.origin ? [refusal.origin, ...refusal.candidates] : refusal.candidates} />
      ) : null}
      {refusal.kind === 'other-domain' && refusal.suggestion?.host && isCloudHost(refusal.suggestion.host) ? (
        <p>
          {t('connectRepository.refusal.other-domain.cloud', {
            host: t(`connectRepository.host.${refusal.suggestion.host}`),
          })}
        </p>
      ) : null}
    </Notice>
  )
}

function Remotes({ remotes }: { remotes: CloneRemote[] }) {
  return (
    <ul className="connect-remotes">
      {remotes.map(({ name, url }) => (
        <li key={name}>
          <span>{name}</span>
          <code>{url}</code>
        </li>
      ))}
    </ul>
  )
}

function keyOf(way: WayOut): string {
  return way.kind === 'use-remote' ? `${way.kind}:${way.name}` : way.kind
}

function WayOutButton(props: { way: WayOut; look: 'primary' | 'secondary'; pickAnother: () => void }) {
  const { way, look, pickAnother } = props
  const t = useTexts()
  const { send, openApi } = useOnPremisesWizard()
  const button = (words: string, act: () => void) => (
    <Button variant={look} onPress={act}>
      {words}
    </Button>
  )
  switch (way.kind) {
    case 'use-folder':
      return button(t('connectRepository.refusal.subfolder.use', { root: way.folder.label }), () =>
        send({ kind: 'folder-picked', folder: way.folder }),
      )
    case 'pick-another':
      return button(t('connectRepository.folder.selectOther'), pickAnother)
    case 'check-again':
      return button(t('connectRepository.refusal.checkAgain'), () => send({ kind: 'clone-recheck' }))
    case 'use-remote':
      return button(t('connectRepository.refusal.other-remote.use', { name: way.name }), () =>
        send({ kind: 'remote-chosen', remote: way.name }),
      )
    case 'use-domain':
      return button(
        way.host === null
          ? t('connectRepository.refusal.other-domain.use', { domain: way.domain })
          : t('connectRepository.refusal.other-domain.useHost', {
              domain: way.domain,
              host: t(`connectRepository.host.${way.host}`),
            }),
        () => send({ kind: 'domain-taken', domain: way.domain, host: way.host }),
      )
    case 'change-domain':
      return button(t('connectRepository.refusal.changeDomain'), () =>
        document.querySelector<HTMLInputElement>('.connect-page input')?.focus(),
      )
    case 'change-host':
      return button(t('connectRepository.refusal.changeHost'), () => send({ kind: 'step-chosen', step: 'host' }))
    case 'choose-host':
      return button(t('connectRepository.refusal.chooseHost', { host: t(`connectRepository.host.${way.host}`) }), () =>
        send({ kind: 'host-chosen', host: way.host }),
      )
    case 'open-api':
      return button(t('connectRepository.refusal.already-connected.open', { api: way.name }), () => openApi(way.apiId))
  }
}
