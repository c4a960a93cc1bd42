import { useTexts } from '#renderer/texts/use-texts.tsx'
import { PageHeading } from './page.tsx'
import { reviewSentences } from './review.ts'
import { useWizard } from './wizard-context.tsx'

/** Everything that connecting will do, before it is done. */
export function ReviewStep() {
  const t = useTexts()
  const { state, api } = useWizard()
  return (
    <>
      <PageHeading title={t('connectRepository.review.title')} text={t('connectRepository.review.text')} />
      <ol className="connect-review">
        {reviewSentences(t, state, api.name).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
    </>
  )
}
