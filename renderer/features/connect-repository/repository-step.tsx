import { useTexts } from '#renderer/texts/use-texts.tsx'
import { BranchField } from './branch-field.tsx'
import { NotHere } from './not-here.tsx'
import { PageHeading } from './page.tsx'
import { OrganisationField, ProjectField, RepositoryField } from './repository-fields.tsx'
import { RepositoryVerdict } from './repository-verdict.tsx'
import { useCloudWizard } from './wizard-context.tsx'

/** Which repository, and which of its branches: lists of the host that are searched as one types. */
export function RepositoryStep() {
  const t = useTexts()
  const { state } = useCloudWizard()
  const { account, host } = state
  if (account === null) return null
  return (
    <>
      <PageHeading
        title={t('connectRepository.repository.title')}
        text={t('connectRepository.repository.text', { account: account.name ?? account.login })}
      />
      <div className="connect-group connect-repository-fields">
        <OrganisationField account={account} />
        {host === 'azure-devops' ? <ProjectField account={account} /> : null}
        <RepositoryField account={account} />
        <RepositoryVerdict />
        <BranchField account={account} />
      </div>
      <NotHere />
    </>
  )
}
