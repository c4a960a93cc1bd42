import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { ConnectingStep } from './connecting-step.tsx'
import { DomainStep } from './domain-step.tsx'
import { FoldersStep } from './folders-step.tsx'
import { canShow, gateOf } from './gates.ts'
import { HostStep } from './host-step.tsx'
import { WIZARD_FORM } from './page.tsx'
import { RepositoryStep } from './repository-step.tsx'
import { ReviewStep } from './review-step.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { type Step, stepsOf, type WizardState } from './state.ts'
import { useWizard } from './wizard-context.tsx'

const PAGES = {
  host: HostStep,
  domain: DomainStep,
  'sign-in': SignInStep,
  repository: RepositoryStep,
  folders: FoldersStep,
  review: ReviewStep,
  connecting: ConnectingStep,
} as const satisfies Record<Step, () => ReactNode>

/** The steps at the left and the current page beside them. */
export function Wizard() {
  const { state, send, store } = useWizard()
  const Page = PAGES[state.step]
  const submit = () => {
    if (state.step === 'review') store.getState().connect()
    else send({ kind: 'next' })
  }
  return (
    <div className="connect">
      <StepList />
      <form
        id={WIZARD_FORM}
        className="connect-page"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Page />
      </form>
    </div>
  )
}

function StepList() {
  const t = useTexts()
  const { state, send } = useWizard()
  const steps = stepsOf(state)
  return (
    <nav className="connect-steps" aria-label={t('connectRepository.steps')}>
      <ol>
        {steps.map((step, index) => {
          const complete = isComplete(state, step)
          const name = t(`connectRepository.step.${step}`)
          return (
            <li key={step}>
              <button
                type="button"
                className="connect-step"
                aria-current={step === state.step ? 'step' : undefined}
                disabled={step !== state.step && !canShow(state, step)}
                onClick={() => send({ kind: 'step-chosen', step })}
              >
                <span className="connect-step-mark" aria-hidden="true">
                  {complete ? <Check /> : index + 1}
                </span>
                {complete ? <span className="only-read-aloud">{t('connectRepository.step.done', { step: name })}</span> : null}
                <span aria-hidden={complete ? 'true' : undefined}>{name}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function isComplete(state: WizardState, step: Step): boolean {
  if (step === 'connecting') return state.attempt.kind === 'connected'
  const steps = stepsOf(state)
  return steps.indexOf(step) < steps.indexOf(state.step) && gateOf(state, step).kind === 'ready'
}
