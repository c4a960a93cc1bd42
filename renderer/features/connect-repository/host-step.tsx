import { useTexts } from '#renderer/texts/use-texts.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { CLOUD_HOSTS, ON_PREMISES_HOSTS } from '#shared/domain/host.ts'
import { HostMark } from './host-mark.tsx'
import { PageHeading } from './page.tsx'
import { useWizard } from './wizard-context.tsx'

/** Which kind of server the repository is on, and what connecting needs. */
export function HostStep() {
  const t = useTexts()
  const { state, send } = useWizard()
  return (
    <>
      <PageHeading title={t('connectRepository.host.title')} text={t('connectRepository.host.text')} />
      <RadioCards
        label={t('connectRepository.host.onPremises')}
        columns={2}
        value={state.host}
        onChange={(host) => send({ kind: 'host-chosen', host })}
        cards={ON_PREMISES_HOSTS.map((host) => ({
          id: host,
          title: t(`connectRepository.host.${host}`),
          text: t(`connectRepository.host.${host}.text`),
          icon: <HostMark host={host} />,
        }))}
      />
      <div className="connect-group">
        <RadioCards
          label={t('connectRepository.host.cloud')}
          columns={2}
          value={null}
          onChange={() => undefined}
          cards={CLOUD_HOSTS.map((host) => ({
            id: host,
            title: t(`connectRepository.host.${host}`),
            text: t(`connectRepository.host.${host}.text`),
            icon: <HostMark host={host} />,
            isDisabled: true,
          }))}
        />
        <p className="ui-hint">{t('connectRepository.host.cloudWhy')}</p>
      </div>
      <details className="connect-notes">
        <summary>{t('connectRepository.notes.title')}</summary>
        <ul>
          <li>{t('connectRepository.notes.access')}</li>
          <li>{t('connectRepository.notes.service')}</li>
          <li>{t('connectRepository.notes.one')}</li>
          <li>{t('connectRepository.notes.traffic')}</li>
        </ul>
      </details>
    </>
  )
}
