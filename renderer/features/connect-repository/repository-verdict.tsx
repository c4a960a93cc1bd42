import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import type { HostedRepository } from '#shared/domain/hosting.ts'
import { isEmptyRepository } from './hosted.ts'
import { RepositoryMarks, whyNotWritable } from './repository-marks.tsx'
import { Verdict } from './verdict.tsx'
import { useCloudWizard } from './wizard-context.tsx'

/** What the host says of the repository that was named, where it has one of this name. */
export function RepositoryVerdict() {
  const t = useTexts()
  const { state, openApi } = useCloudWizard()
  const check = state.repositoryCheck
  switch (check.kind) {
    case 'idle':
      return null
    case 'running':
      return <Verdict kind="waiting">{t('connectRepository.repository.checking')}</Verdict>
    case 'failed':
      return <TroubleNotice trouble={check.trouble} actions={<CheckAgain />} />
    case 'answered': {
      const { answer } = check
      if (answer.kind === 'accepted') return <Accepted repository={answer.repository} />
      if (answer.kind === 'not-found') return null
      return (
        <Notice
          tone="danger"
          title={t('connectRepository.refusal.already-connected.title')}
          actions={
            <Button variant="primary" onPress={() => openApi(answer.apiId)}>
              {t('connectRepository.refusal.already-connected.open', { api: answer.apiName })}
            </Button>
          }
        >
          <p>{t('connectRepository.refusal.already-connected.text', { api: answer.apiName })}</p>
        </Notice>
      )
    }
  }
}

/** That the host shows nothing of the name that was entered; null where it does, or was not asked. */
export function RepositoryAbsent() {
  const t = useTexts()
  const { state } = useCloudWizard()
  const check = state.repositoryCheck
  if (check.kind !== 'answered' || check.answer.kind !== 'not-found') return null
  return (
    <Notice tone="danger" title={t('connectRepository.repository.notFound')} actions={<CheckAgain />}>
      <p>{t('connectRepository.repository.notFoundWhy')}</p>
    </Notice>
  )
}

function CheckAgain() {
  const t = useTexts()
  const { send } = useCloudWizard()
  return <Button onPress={() => send({ kind: 'repository-recheck' })}>{t('connectRepository.refusal.checkAgain')}</Button>
}

function Accepted({ repository }: { repository: HostedRepository }) {
  const t = useTexts()
  const why = whyNotWritable(t, repository)
  return (
    <>
      {why === null ? (
        <div className="connect-folder">
          <Verdict kind="fine">{t('connectRepository.repository.found')}</Verdict>
          <RepositoryMarks repository={repository} />
        </div>
      ) : (
        <Notice tone="warning" title={why}>
          <p>{t('connectRepository.repository.readOnlyNext')}</p>
        </Notice>
      )}
      {isEmptyRepository(repository) ? <Verdict kind="note">{t('connectRepository.repository.empty')}</Verdict> : null}
    </>
  )
}
