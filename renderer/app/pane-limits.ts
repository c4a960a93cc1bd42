import type { SplitLimits } from '#renderer/ui/split-size.ts'

export interface PaneLimits {
  left: SplitLimits
  right: SplitLimits
}

/** How wide the side panes may be in a window of this width, in pixels, so that the centre stays usable from 900 up. */
export function paneLimits(windowWidth: number): PaneLimits {
  return {
    left: { min: 160, max: Math.max(160, Math.min(480, windowWidth * 0.24)) },
    right: { min: 240, max: Math.max(240, Math.min(640, windowWidth * 0.32)) },
  }
}
