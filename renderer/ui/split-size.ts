export interface SplitLimits {
  min: number
  max: number
}

/** Steps of the arrow keys on a divider, in pixels. */
const STEP = { small: 16, large: 64 } as const

/** A size kept between its limits; the lower limit wins where they cross. */
export function withinLimits(size: number, { min, max }: SplitLimits): number {
  return Math.round(Math.max(min, Math.min(max, size)))
}

/**
 * The size that a key on the divider leads to, or null where the key means nothing here. `towardsGrowing` is the arrow that makes
 * the pane larger (WAI-ARIA Authoring Practices, Window Splitter).
 */
export function sizeAfterKey(
  key: { key: string; shiftKey: boolean },
  size: number,
  limits: SplitLimits,
  towardsGrowing: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | null {
  const opposite = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft', ArrowUp: 'ArrowDown', ArrowDown: 'ArrowUp' }
  const step = key.shiftKey ? STEP.large : STEP.small
  if (key.key === towardsGrowing) return withinLimits(size + step, limits)
  if (key.key === opposite[towardsGrowing]) return withinLimits(size - step, limits)
  if (key.key === 'Home') return limits.min
  if (key.key === 'End') return withinLimits(limits.max, limits)
  return null
}
