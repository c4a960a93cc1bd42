import { useEffect, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { diffWords } from '#renderer/ui/diff-words.ts'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { FileDiff } from '#shared/domain/repository.ts'
import type { DiffQuestion, Loaded } from './use-diff.ts'

interface ImageDiffProps {
  question: DiffQuestion
  diff: FileDiff
  names: { before: string; after: string }
}

/** Both versions of an image beside each other, each with its size. */
export function ImageDiff({ question, diff, names }: ImageDiffProps) {
  return (
    <div className="diff-images">
      <Picture question={question} diff={diff} side="before" name={names.before} />
      <Picture question={question} diff={diff} side="after" name={names.after} />
    </div>
  )
}

function Picture({
  question,
  diff,
  side,
  name,
}: {
  question: DiffQuestion
  diff: FileDiff
  side: 'before' | 'after'
  name: string
}) {
  const t = useTexts()
  const image = useImage(question, diff.version, side)
  const shown = diff[side]
  return (
    <figure className="diff-image">
      <figcaption>
        <span className="diff-image-name">{name}</span>
        <span className="ui-hint">{diffWords(t, shown)}</span>
      </figcaption>
      {shown.kind === 'absent' ? null : <PictureBody image={image} label={t('diff.image', { path: diff.path, side: name })} />}
    </figure>
  )
}

function PictureBody({ image, label }: { image: Loaded<string | null>; label: string }) {
  const t = useTexts()
  switch (image.kind) {
    case 'loading':
      return <Skeleton label={t('diff.loading')} lines={4} />
    case 'failed':
      return <TroubleNotice trouble={image.trouble} />
    case 'ready':
      if (image.value === null) return <p className="ui-hint">{t('diff.imageTooLarge')}</p>
      return (
        <div className="diff-image-frame">
          <img src={image.value} alt={label} />
        </div>
      )
  }
}

function useImage(question: DiffQuestion, version: string, side: 'before' | 'after'): Loaded<string | null> {
  const session = useSession()
  const [loaded, setLoaded] = useState<Loaded<string | null>>({ kind: 'loading' })
  const asked = JSON.stringify([question, version, side])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the question
  useEffect(() => {
    const abort = new AbortController()
    session.rpc.sourceControl.image({ ...question, side }, { signal: abort.signal }).then(
      ({ url }) => setLoaded({ kind: 'ready', value: url }),
      (error) => {
        if (!abort.signal.aborted) setLoaded({ kind: 'failed', trouble: session.trouble(error) })
      },
    )
    return () => abort.abort()
  }, [session, asked])
  return loaded
}
