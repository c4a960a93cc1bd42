import { Ban, Circle, CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { CONNECT_STAGES } from '#shared/contract/connections.ts'
import { PageHeading } from './page.tsx'
import { type StageState, stageStates } from './stages.ts'
import type { Attempt, Step } from './state.ts'
import { useWizard } from './wizard-context.tsx'
import './connecting-step.css'

const ICONS: Record<StageState, ReactNode> = {
  waiting: <Circle />,
  running: <Spinner />,
  done: <CircleCheck />,
  failed: <CircleAlert />,
  cancelled: <Ban />,
}

/** The running attempt, stage by stage; and how it ended. */
export function ConnectingStep() {
  const t = useTexts()
  const { state, api } = useWizard()
  const { attempt } = state
  const states = stageStates(attempt)
  return (
    <>
      <PageHeading key={attempt.kind} {...headingOf(t, attempt, api.name)} />
      <ol className="connect-stages" aria-label={t('connectRepository.connecting.stages')}>
        {CONNECT_STAGES.map((stage) => (
          <li key={stage} className={`connect-stage connect-stage-${states[stage]}`}>
            <span aria-hidden="true">{ICONS[states[stage]]}</span>
            <span>{t(`connectRepository.connecting.stage.${stage}`)}</span>
            <span className="ui-hint">{t(`connectRepository.connecting.state.${states[stage]}`)}</span>
          </li>
        ))}
      </ol>
      {attempt.kind === 'running' ? (
        <ProgressBar
          label={t(`connectRepository.connecting.stage.${attempt.progress.stage}`)}
          done={attempt.progress.done}
          total={attempt.progress.total}
          unit={attempt.progress.unit}
          startedAt={attempt.startedAt}
        />
      ) : null}
      {attempt.kind === 'failed' ? <Failed attempt={attempt} /> : null}
      {attempt.kind === 'cancelled' ? <Notice tone="info">{t('connectRepository.connecting.cancelledText')}</Notice> : null}
    </>
  )
}

function headingOf(t: ReturnType<typeof useTexts>, attempt: Attempt, api: string): { title: string; text?: string } {
  switch (attempt.kind) {
    case 'none':
    case 'running':
      return { title: t('connectRepository.connecting.title'), text: t('connectRepository.connecting.text') }
    case 'failed':
      return {
        title: t('connectRepository.connecting.failedTitle'),
        text: t('connectRepository.connecting.failedAt', { stage: t(`connectRepository.connecting.stage.${attempt.stage}`) }),
      }
    case 'cancelled':
      return { title: t('connectRepository.connecting.cancelledTitle') }
    case 'connected':
      return {
        title: t('connectRepository.connecting.connected', { api }),
        text: t('connectRepository.connecting.connectedText', { folder: attempt.connection.folderLabel }),
      }
  }
}

/** The failure in its three parts, and the way to the page that can change it; everything entered is still there. */
function Failed({ attempt }: { attempt: Extract<Attempt, { kind: 'failed' }> }) {
  const t = useTexts()
  const { send } = useWizard()
  const to = (step: Step, words: string) => <Button onPress={() => send({ kind: 'step-chosen', step })}>{words}</Button>
  const code = attempt.trouble.kind === 'failure' ? attempt.trouble.failure.code : null
  const signIn = code === 'SIGN_IN_NEEDED' || code === 'ACCESS_DENIED' || code === 'SSH_FAILED' || code === 'GIT_NOT_INSTALLED'
  return (
    <TroubleNotice
      trouble={attempt.trouble}
      actions={
        signIn
          ? to('sign-in', t('connectRepository.connecting.toSignIn'))
          : to('domain', t('connectRepository.connecting.toDomain'))
      }
    />
  )
}
