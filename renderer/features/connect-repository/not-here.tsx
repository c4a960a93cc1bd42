import { PageLink } from '#renderer/session/page-link.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { organisationOf } from '#shared/domain/azure-organisation.ts'
import { useCloudWizard } from './wizard-context.tsx'

/** Why something may be missing from the lists of this host, and what brings it there. */
export function NotHere() {
  const t = useTexts()
  const { state } = useCloudWizard()
  return (
    <details className="connect-notes">
      <summary>{t('connectRepository.notHere.title')}</summary>
      <ul>
        <li>{t('connectRepository.notHere.type')}</li>
        <li>{t(`connectRepository.notHere.${state.host}`)}</li>
        {state.host === 'azure-devops' ? <li>{t('connectRepository.notes.azure.policy')}</li> : null}
        <li>{t('connectRepository.notHere.account')}</li>
      </ul>
      <PoliciesLink />
    </details>
  )
}

/** The policies of the organisation that was chosen (requirement B10). */
function PoliciesLink() {
  const t = useTexts()
  const { state } = useCloudWizard()
  const organisation = organisationOf(state.organisation)
  if (state.host !== 'azure-devops' || state.account === null || organisation === null) return null
  const url = `${state.account.domain}/${encodeURIComponent(organisation)}/_settings/organizationPolicy`
  return (
    <div className="connect-folder connect-notes-link">
      <PageLink url={url}>{t('connectRepository.notHere.policies', { organisation })}</PageLink>
    </div>
  )
}
