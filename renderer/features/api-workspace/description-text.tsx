import { useTexts } from '#renderer/texts/use-texts.tsx'

/** A description as it was written. Its Markdown is shown as text, so that nothing in it is ever run or loaded. */
export function DescriptionText({ text }: { text: string }) {
  const t = useTexts()
  return text === '' ? (
    <p className="ui-hint">{t('apiWorkspace.collections.noDescription')}</p>
  ) : (
    <p className="detail-text">{text}</p>
  )
}
