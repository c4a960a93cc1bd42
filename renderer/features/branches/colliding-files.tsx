import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { CollidingFile } from '#shared/domain/repository.ts'

/** How many are listed; the sentence above counts them all. */
const MOST = 200

/** The files that stand in the way of a switch. */
export function CollidingFiles({ files }: { files: readonly CollidingFile[] }) {
  const t = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list has to be reachable by keyboard
    <ul className="branch-files" aria-label={t('branches.ask.files')} tabIndex={0}>
      {files.slice(0, MOST).map(({ path, owned }) => (
        <li key={path}>
          <code>{path}</code>
          {owned ? null : <span className="ui-hint"> {t('branches.stop.notOwned')}</span>}
        </li>
      ))}
    </ul>
  )
}
