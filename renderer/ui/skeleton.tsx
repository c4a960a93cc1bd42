import './feedback.css'

const WIDTHS = ['long', 'short', 'middle', 'long', 'middle', 'short'] as const

export interface SkeletonProps {
  /** What is being loaded, read aloud. */
  label: string
  lines?: number
}

/** Grey lines in the place of content that is on its way. */
export function Skeleton({ label, lines = 4 }: SkeletonProps) {
  return (
    <div className="ui-skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => {
        const width = WIDTHS[index % WIDTHS.length]
        // The lines are all alike and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        return <span key={index} className={`ui-skeleton-line ui-skeleton-${width}`} />
      })}
    </div>
  )
}
