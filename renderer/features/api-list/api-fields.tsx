import { useTexts } from '#renderer/texts/use-texts.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { nameProblem, summaryProblem } from './name-problem.ts'

export interface ApiFieldsProps {
  name: string
  onName: (name: string) => void
  /** Said below the name where nothing is wrong with it. */
  nameHint?: string | null
  /** Whether an empty name is said to be missing already, or only once it was sent off. */
  missingName: 'said' | 'not-yet'
  summary: string
  onSummary: (summary: string) => void
  summaryHint?: string
}

/** An API's name and summary, with what is wrong with them at the fields. */
export function ApiFields({ name, onName, nameHint, missingName, summary, onSummary, summaryHint }: ApiFieldsProps) {
  const t = useTexts()
  const wrongName = nameProblem(name)
  const wrongSummary = summaryProblem(summary)
  const isSaid = missingName === 'said' || wrongName !== 'apiList.name.needed'
  return (
    <>
      <TextField
        label={t('apiList.create.name')}
        value={name}
        onChange={onName}
        autoFocus
        description={nameHint ?? null}
        error={wrongName && isSaid ? t(wrongName) : null}
      />
      <TextField
        label={t('apiList.create.summary')}
        value={summary}
        onChange={onSummary}
        rows={2}
        description={summaryHint ?? null}
        error={wrongSummary ? t(wrongSummary) : null}
      />
    </>
  )
}
