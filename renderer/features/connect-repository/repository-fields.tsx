import { useEffect, useMemo } from 'react'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { SearchRow } from '#renderer/ui/search-combo-box.tsx'
import type { Account } from '#shared/domain/account.ts'
import { organisationOf } from '#shared/domain/azure-organisation.ts'
import type { HostedRepository, Organisation } from '#shared/domain/hosting.ts'
import { HostedField } from './hosted-field.tsx'
import { RepositoryMarks, whyNotWritable } from './repository-marks.tsx'
import { RepositoryAbsent } from './repository-verdict.tsx'
import { useOrganisations, useProjects, useRepositories } from './use-listing.ts'
import { useCloudWizard } from './wizard-context.tsx'

interface FieldProps {
  account: Account
}

/** Organisation, group or workspace, in the words of the host. */
export function OrganisationField({ account }: FieldProps) {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const listing = useOrganisations(account.id)
  const { find } = listing
  // What the list leaves out (single sign-on, a right) is worth knowing before it is opened.
  useEffect(() => find(''), [find])
  const rows = useMemo(() => listing.items.map((organisation) => organisationRow(t, organisation)), [t, listing.items])
  return (
    <HostedField
      label={t(`connectRepository.term.${state.host}.organisation`)}
      value={state.organisation}
      listing={listing}
      rows={rows}
      onEnter={(organisation, entry) => send({ kind: 'organisation-entered', organisation, entry })}
    />
  )
}

/** The project of Azure DevOps, between organisation and repository. */
export function ProjectField({ account }: FieldProps) {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const organisation = organisationOf(state.organisation) ?? ''
  const listing = useProjects(account.id, organisation)
  const organisationTerm = t('connectRepository.term.azure-devops.organisation')
  return (
    <HostedField
      label={t('connectRepository.term.azure-devops.project')}
      value={state.project}
      listing={listing}
      rows={listing.items}
      onEnter={(project, entry) => send({ kind: 'project-entered', project, entry })}
      waitsFor={organisation === '' ? t('connectRepository.repository.first', { what: organisationTerm }) : null}
    />
  )
}

/** The repository; each row says what is against it. */
export function RepositoryField({ account }: FieldProps) {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const isAzure = state.host === 'azure-devops'
  const organisation = isAzure ? (organisationOf(state.organisation) ?? '') : state.organisation.trim()
  const project = isAzure ? state.project.trim() : null
  const listing = useRepositories(account.id, organisation, project)
  const rows = useMemo(() => listing.items.map((repository) => repositoryRow(t, repository)), [t, listing.items])
  const missing =
    organisation === ''
      ? t(`connectRepository.term.${state.host}.organisation`)
      : project === ''
        ? t('connectRepository.term.azure-devops.project')
        : null
  return (
    <HostedField
      label={t(`connectRepository.term.${state.host}.repository`)}
      value={state.repository}
      listing={listing}
      rows={rows}
      onEnter={(repository, entry) => send({ kind: 'repository-entered', repository, entry })}
      absent={<RepositoryAbsent />}
      trouble={state.repositoryCheck.kind === 'failed' ? 'elsewhere' : 'here'}
      waitsFor={missing === null ? null : t('connectRepository.repository.first', { what: missing })}
    />
  )
}

function organisationRow(t: Translate, { name, title, kind }: Organisation): SearchRow {
  if (kind === 'own') return { name, description: t('connectRepository.repository.own') }
  return { name, description: title === name ? '' : title }
}

function repositoryRow(t: Translate, repository: HostedRepository): SearchRow {
  const { path, defaultBranch } = repository
  const main = defaultBranch === null ? '' : t('connectRepository.repository.defaultIs', { branch: defaultBranch })
  return {
    name: path.name,
    description: whyNotWritable(t, repository) ?? main,
    marks: <RepositoryMarks repository={repository} />,
  }
}
