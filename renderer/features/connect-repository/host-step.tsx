import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { PageLink } from '#renderer/session/page-link.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { CLOUD_HOSTS, type HostKind, isCloudHost, ON_PREMISES_HOSTS } from '#shared/domain/host.ts'
import { HostMark } from './host-mark.tsx'
import { PageHeading } from './page.tsx'
import { chosenHost } from './state.ts'
import { useWizard } from './wizard-context.tsx'

const GROUPS = [
  { id: 'cloud', hosts: CLOUD_HOSTS },
  { id: 'onPremises', hosts: ON_PREMISES_HOSTS },
] as const

/** Which kind of server the repository is on, and what connecting needs. */
export function HostStep() {
  const t = useTexts()
  const { state, send } = useWizard()
  const chosen = chosenHost(state)
  return (
    <>
      <PageHeading title={t('connectRepository.host.title')} text={t('connectRepository.host.text')} />
      {GROUPS.map(({ id, hosts }) => (
        <RadioCards<HostKind>
          key={id}
          label={t(`connectRepository.host.${id}`)}
          columns={2}
          value={hosts.some((host) => host === chosen) ? chosen : null}
          onChange={(host) => send({ kind: 'host-chosen', host })}
          cards={hosts.map((host) => ({
            id: host,
            title: t(`connectRepository.host.${host}`),
            text: t(`connectRepository.host.${host}.text`),
            icon: <HostMark host={host} />,
          }))}
        />
      ))}
      <Notes host={chosen} />
    </>
  )
}

/** What will be needed, before anything happens; it follows the chosen host, and stays folded until somebody wants it. */
function Notes({ host }: { host: HostKind | null }) {
  const t = useTexts()
  const isGitHub = host === 'github' || host === 'github-enterprise-server'
  return (
    <details className="connect-notes">
      <summary>
        {host === null
          ? t('connectRepository.notes.title')
          : t('connectRepository.notes.titleHost', { host: t(`connectRepository.host.${host}`) })}
      </summary>
      <ul>
        <li>{t('connectRepository.notes.access')}</li>
        <li>{t('connectRepository.notes.service')}</li>
        <li>{t('connectRepository.notes.one')}</li>
        {host !== null && isCloudHost(host) ? <li>{t('connectRepository.notes.managed')}</li> : null}
        {host !== null && !isCloudHost(host) ? <li>{t('connectRepository.notes.traffic')}</li> : null}
        {isGitHub ? <li>{t('connectRepository.notes.github.tokens')}</li> : null}
        {isGitHub ? <li>{t('connectRepository.notes.github.approval')}</li> : null}
        {host === 'gitlab' ? <li>{t('connectRepository.notes.gitlab')}</li> : null}
        {host === 'bitbucket' ? <li>{t('connectRepository.notes.bitbucket')}</li> : null}
        {host === 'azure-devops' ? <li>{t('connectRepository.notes.azure.policy')}</li> : null}
        {host === 'azure-devops' ? <li>{t('connectRepository.notes.azure.personal')}</li> : null}
      </ul>
      {host === 'azure-devops' ? <PoliciesLink /> : null}
    </details>
  )
}

/** The organisation's policies; which organisation is not known yet, so the link leads to the list of them. */
function PoliciesLink() {
  const t = useTexts()
  const domain = useFeature(createAppInfoStore, ({ app }) =>
    app.kind === 'ready' ? app.info.cloudDomains['azure-devops'] : null,
  )
  if (domain === null) return null
  return (
    <div className="connect-folder connect-notes-link">
      <PageLink url={domain}>{t('connectRepository.notes.azure.open')}</PageLink>
    </div>
  )
}
