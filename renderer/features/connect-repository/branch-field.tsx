import { Lock, Star } from 'lucide-react'
import { useMemo } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { branchNameWords } from '#renderer/texts/branch-name-words.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { SearchRow } from '#renderer/ui/search-combo-box.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Account } from '#shared/domain/account.ts'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { HostedBranch, HostedRepository } from '#shared/domain/hosting.ts'
import { acceptedRepository, FIRST_BRANCH, isEmptyRepository, meantBranch } from './hosted.ts'
import { HostedField } from './hosted-field.tsx'
import { useBranches } from './use-listing.ts'
import { Verdict } from './verdict.tsx'
import { useCloudWizard } from './wizard-context.tsx'

/** The branch that the API is worked on: the default one unless another is chosen. */
export function BranchField({ account }: { account: Account }) {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const repository = acceptedRepository(state)
  if (repository === null) return null
  if (repository.empty ?? false) {
    const problem = branchNameProblem(meantBranch(state))
    return (
      <TextField
        label={t('connectRepository.branch.label')}
        description={t('connectRepository.branch.first')}
        code="code"
        placeholder={FIRST_BRANCH}
        value={state.branch ?? FIRST_BRANCH}
        onChange={(branch) => send({ kind: 'branch-entered', branch, entry: 'typed' })}
        {...(problem === null ? {} : { error: branchNameWords(t, problem) })}
      />
    )
  }
  return <ListedBranch account={account} repository={repository} />
}

function ListedBranch({ account, repository }: { account: Account; repository: HostedRepository }) {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const listing = useBranches(account.id, repository.path)
  const rows = useMemo(
    () => listing.items.map((branch): SearchRow => ({ name: branch.name, marks: <BranchMarks branch={branch} /> })),
    [listing.items],
  )
  return (
    <>
      <HostedField
        label={t('connectRepository.branch.label')}
        value={state.branch ?? meantBranch(state)}
        listing={listing}
        rows={rows}
        onEnter={(branch, entry) => send({ kind: 'branch-entered', branch, entry })}
        absent={<BranchAbsent isEmpty={isEmptyRepository(repository)} />}
      />
      <BranchVerdict />
    </>
  )
}

function BranchVerdict() {
  const t = useTexts()
  const { state, send } = useCloudWizard()
  const check = state.branchCheck
  switch (check.kind) {
    case 'idle':
      return null
    case 'running':
      return <Verdict kind="waiting">{t('connectRepository.branch.checking')}</Verdict>
    case 'failed':
      return (
        <TroubleNotice
          trouble={check.trouble}
          actions={<Button onPress={() => send({ kind: 'branch-recheck' })}>{t('common.retry')}</Button>}
        />
      )
    case 'answered':
      return check.answer.kind === 'found' ? <Found branch={check.answer.branch} /> : null
  }
}

/** That the host lists no such branch; in a repository without commits it is the one that begins. */
function BranchAbsent({ isEmpty }: { isEmpty: boolean }) {
  const t = useTexts()
  const { state } = useCloudWizard()
  const check = state.branchCheck
  if (check.kind !== 'answered' || check.answer.kind !== 'not-listed') return null
  return isEmpty ? (
    <Verdict kind="note">{t('connectRepository.branch.first')}</Verdict>
  ) : (
    <Verdict kind="wrong">{t('connectRepository.branch.absent', { branch: check.request.branch })}</Verdict>
  )
}

function Found({ branch }: { branch: HostedBranch }) {
  const t = useTexts()
  if (branch.protected === 'no') {
    return branch.isDefault ? <Verdict kind="note">{t('connectRepository.branch.isDefault')}</Verdict> : null
  }
  return <Verdict kind="warning">{t(`connectRepository.branch.protected.${branch.protected}`)}</Verdict>
}

/** Default and protected, by icon and word. */
function BranchMarks({ branch }: { branch: HostedBranch }) {
  const t = useTexts()
  return (
    <>
      {branch.isDefault ? (
        <Badge tone="mine" icon={<Star aria-hidden="true" />}>
          {t('connectRepository.branch.default')}
        </Badge>
      ) : null}
      {branch.protected === 'no' ? null : (
        <Badge tone="warning" icon={<Lock aria-hidden="true" />}>
          {t(`connectRepository.branch.mark.${branch.protected}`)}
        </Badge>
      )}
    </>
  )
}
