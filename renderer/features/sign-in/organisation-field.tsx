import { useTexts } from '#renderer/texts/use-texts.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { onEnter } from './on-enter.ts'
import { useSignIn } from './sign-in-context.tsx'

/** The organisation of Azure DevOps, as a name or a pasted address. */
export function OrganisationField({ use }: { use: 'optional' | 'needed' }) {
  const t = useTexts()
  const { state, send, store } = useSignIn()
  const { attempt } = state
  const isUnknown = attempt.kind === 'refused' && attempt.refusal.reason === 'unknown-organisation'
  return (
    <div className="sign-in-fields">
      <TextField
        label={t('signIn.organisation.label')}
        description={t(use === 'needed' ? 'signIn.organisation.hint' : 'signIn.organisation.optional')}
        code="code"
        autoComplete="off"
        value={state.organisation}
        onChange={(organisation) => send({ kind: 'organisation-typed', organisation })}
        onKeyDown={onEnter(() => store.getState().begin())}
        {...(isUnknown ? { error: t('signIn.refused.unknown-organisation.happened') } : {})}
      />
    </div>
  )
}
