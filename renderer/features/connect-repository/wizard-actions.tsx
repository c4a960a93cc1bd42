import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { type Gate, gateOf } from './gates.ts'
import { WIZARD_FORM } from './page.tsx'
import { remediesOf } from './remedies.ts'
import { useWizard } from './wizard-context.tsx'

/** Back, the reason why one can't go on yet, and the way forward. */
export function WizardActions() {
  const t = useTexts()
  const { state, send, store, finish } = useWizard()
  const { attempt } = state
  if (attempt.kind === 'connected') {
    return (
      <Button variant="primary" onPress={finish} autoFocus>
        {t('connectRepository.connecting.done')}
      </Button>
    )
  }
  if (attempt.kind === 'running') {
    return <Button onPress={() => store.getState().cancel()}>{t('common.cancel')}</Button>
  }
  const gate = gateOf(state, state.step)
  // A sign-in that has to be renewed comes first; trying again would fail in the same way.
  const renews = attempt.kind === 'failed' && remediesOf(attempt.trouble, state).some(({ kind }) => kind === 'renew')
  const reason = reasonOf(t, gate)
  const words = { review: t('connectRepository.review.connect'), connecting: t('common.retry') }
  const forward = state.step === 'review' || state.step === 'connecting' ? words[state.step] : t('connectRepository.continue')
  return (
    <>
      {state.step === 'host' ? null : <Button onPress={() => send({ kind: 'back' })}>{t('common.back')}</Button>}
      <p className="connect-reason" id="connect-reason" aria-live="polite">
        {reason}
      </p>
      <Button
        variant={renews ? 'secondary' : 'primary'}
        isDisabled={gate.kind !== 'ready'}
        aria-describedby="connect-reason"
        {...(state.step === 'connecting'
          ? { onPress: () => store.getState().connect() }
          : { type: 'submit' as const, form: WIZARD_FORM })}
      >
        {forward}
      </Button>
    </>
  )
}

function reasonOf(t: Translate, gate: Gate): string {
  switch (gate.kind) {
    case 'ready':
      return ''
    case 'wait':
      return t(`connectRepository.gate.wait.${gate.for}`)
    case 'missing':
      return t(`connectRepository.gate.missing.${gate.what}`)
    case 'refused':
      return t(`connectRepository.gate.refused.${gate.what}`)
  }
}
