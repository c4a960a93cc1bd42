import { Ban, Circle, CircleAlert, CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import type { Translate } from '#renderer/texts/texts.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useAnnounce } from '#renderer/ui/announcer.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import { CONNECT_STAGES } from '#shared/contract/connections.ts'
import { Failed } from './failed-attempt.tsx'
import { PageHeading } from './page.tsx'
import { type StageState, stageStates } from './stages.ts'
import type { ConnectStage, WizardState } from './state.ts'
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
  const announce = useAnnounce()
  const running = attempt.kind === 'running' ? stageWords(t, attempt.progress.stage, state.path) : null
  useEffect(() => {
    if (running !== null) announce(running)
  }, [announce, running])
  return (
    <>
      <PageHeading key={attempt.kind} {...headingOf(t, state, api.name)} />
      <ol className="connect-stages" aria-label={t('connectRepository.connecting.stages')}>
        {CONNECT_STAGES.map((stage) => (
          <li key={stage} className={`connect-stage connect-stage-${states[stage]}`}>
            <span aria-hidden="true">{ICONS[states[stage]]}</span>
            <span>{stageWords(t, stage, state.path)}</span>
            <span className="ui-hint">{t(`connectRepository.connecting.state.${states[stage]}`)}</span>
          </li>
        ))}
      </ol>
      {attempt.kind === 'running' ? (
        <ProgressBar
          label={stageWords(t, attempt.progress.stage, state.path)}
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

/** A stage in words: what is checked, fetched and written differs between a clone that is there and one that is made. */
function stageWords(t: Translate, stage: ConnectStage, path: WizardState['path']): string {
  if (path === 'cloud' && (stage === 'check' || stage === 'fetch')) return t(`connectRepository.connecting.hosted.${stage}`)
  return t(`connectRepository.connecting.stage.${stage}`)
}

function headingOf(t: Translate, { attempt, path }: WizardState, api: string): { title: string; text?: string } {
  switch (attempt.kind) {
    case 'none':
    case 'running':
      return { title: t('connectRepository.connecting.title'), text: t('connectRepository.connecting.text') }
    case 'failed':
      return {
        title: t('connectRepository.connecting.failedTitle'),
        text: t('connectRepository.connecting.failedAt', { stage: stageWords(t, attempt.stage, path) }),
      }
    case 'cancelled':
      return { title: t('connectRepository.connecting.cancelledTitle') }
    case 'connected': {
      const { clone, branch, repository } = attempt.connection
      return {
        title: t('connectRepository.connecting.connected', { api }),
        text:
          clone.kind === 'managed'
            ? t('connectRepository.connecting.connectedHosted', { branch, repository: repository?.name ?? '' })
            : t('connectRepository.connecting.connectedText', { folder: clone.folderLabel }),
      }
    }
  }
}
