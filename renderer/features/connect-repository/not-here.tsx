import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useCloudWizard } from './wizard-context.tsx'

/** Why something may be missing from the lists of this host, and what brings it there. */
export function NotHere() {
  const t = useTexts()
  const { state } = useCloudWizard()
  return (
    <details className="connect-notes">
      <summary>{t('connectRepository.notHere.title')}</summary>
      <ul>
        <li>{t('connectRepository.notHere.type')}</li>
        <li>{t(`connectRepository.notHere.${state.host}`)}</li>
        <li>{t('connectRepository.notHere.account')}</li>
      </ul>
    </details>
  )
}
