import { useMemo, useState } from 'react'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { SearchComboBox, type SearchRow } from '#renderer/ui/search-combo-box.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { BranchList } from '#shared/domain/branch.ts'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { folded } from './entries.ts'
import type { Goal, Hindrance } from './flow-state.ts'
import { nameVerdict } from './name-verdict.ts'
import { verdictWords } from './row-words.ts'
import { type Start, startsOf } from './starts.ts'

type CreateGoal = Extract<Goal, { kind: 'create' }>

/** Why the name can't be given, in words: what the window knows, and what the clone said when it was tried. */
export function createProblem(
  t: Translate,
  { name }: CreateGoal,
  list: BranchList | null,
  hindrance: Hindrance | null,
): string | null {
  const known = verdictWords(t, nameVerdict(name, list ?? { local: [], remote: [] }))
  if (known !== null) return known
  if (hindrance?.kind === 'exists') return verdictWords(t, { kind: 'exists' })
  return hindrance?.kind === 'clashes' ? verdictWords(t, { kind: 'clashes', other: hindrance.other }) : null
}

export interface CreateFieldsProps {
  goal: CreateGoal
  status: RepositoryStatus | null
  list: BranchList | null
  problem: string | null
  onChange: (goal: CreateGoal) => void
}

/** The new branch's name, where it begins, and whether it is pushed at once. */
export function CreateFields({ goal, status, list, problem, onChange }: CreateFieldsProps) {
  const t = useTexts()
  const head = list?.head ?? status?.head ?? null
  const starts = useMemo(() => startsOf(head, list), [head, list])
  const chosen = starts.find(({ from }) => from.kind === goal.from.kind && nameOf(from) === nameOf(goal.from))
  const words = (start: Start) => startWords(t, start)
  const [typed, setTyped] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const rows = useMemo(() => {
    const text = folded(search)
    const describe = (start: Start): SearchRow => ({ name: startWords(t, start), description: placeWords(t, start) })
    return starts.map(describe).filter(({ name }) => folded(name).includes(text))
  }, [starts, search, t])
  const value = typed ?? (chosen === undefined ? nameOf(goal.from) : words(chosen))
  const choose = (name: string) => {
    const start = starts.find((one) => words(one) === name)
    setTyped(start === undefined ? name : null)
    if (start !== undefined) onChange({ ...goal, from: start.from })
  }
  return (
    <>
      <TextField
        label={t('branches.create.name')}
        value={goal.name}
        onChange={(name) => onChange({ ...goal, name })}
        error={problem}
        code="code"
        maxLength={1024}
        autoFocus
      />
      <SearchComboBox
        label={t('branches.create.from')}
        value={value}
        onType={choose}
        onTake={choose}
        rows={rows}
        onSearch={setSearch}
        loading="no"
        onMore={() => undefined}
        empty={t('branches.create.noBranches')}
        error={typed === null ? null : t('branches.create.fromUnknown')}
      />
      <Checkbox
        isSelected={goal.publish === 'now'}
        onChange={(isNow) => onChange({ ...goal, publish: isNow ? 'now' : 'later' })}
      >
        <span className="create-publish">
          {t('branches.create.publish')}
          <span className="ui-hint">{t('branches.create.publishText')}</span>
        </span>
      </Checkbox>
    </>
  )
}

function nameOf(from: CreateGoal['from']): string {
  return from.kind === 'head' ? '' : from.name
}

function startWords(t: Translate, { from, head, remote }: Start): string {
  if (from.kind === 'head') {
    return head.kind === 'detached'
      ? t('branches.create.fromDetached', { commit: head.commit.slice(0, 8) })
      : t('branches.create.fromHead', { branch: shortenMiddle(head.branch, 60) })
  }
  return remote === 'also-local' ? `${from.name} · ${t('branches.create.fromRemote')}` : from.name
}

function placeWords(t: Translate, { from, isDefault }: Start): string {
  if (isDefault) return t('branches.create.fromDefault')
  return t(from.kind === 'remote' ? 'branches.create.fromRemote' : 'branches.create.fromLocal')
}
