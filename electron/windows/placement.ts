import { z } from 'zod'

const Rectangle = z.object({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() })
/** In device-independent pixels, measured from the primary display. */
export type Rectangle = z.infer<typeof Rectangle>

/** Where the window was, and whether it filled the screen; `bounds` are those it returns to. */
export const Placement = z.object({ bounds: Rectangle, maximized: z.boolean() })
export type Placement = z.infer<typeof Placement>

/** The smallest size that the screens are designed for. */
export const MINIMUM_SIZE = { width: 900, height: 600 } as const
const FIRST_SIZE = { width: 1280, height: 820 } as const
/** So much of the window has to be within reach for a person to drag it. */
const GRASP = { width: 120, height: 40 } as const

/**
 * Where to open the window: where it was if its top edge can still be reached on one of the displays, else centred on the first
 * of them. `workAreas` are the displays without their bars, the primary one first.
 */
export function placeWindow(remembered: Placement | null, workAreas: readonly Rectangle[]): Placement {
  const [primary = { x: 0, y: 0, ...FIRST_SIZE }] = workAreas
  if (remembered === null) return { bounds: centred(FIRST_SIZE, primary), maximized: false }
  const { bounds, maximized } = remembered
  const candidates = workAreas.map((area) => ({ area, fitted: { ...bounds, ...fittingSize(bounds, area) } }))
  const home = candidates.find(({ area, fitted }) => isReachable(fitted, area))
  return { bounds: home?.fitted ?? centred(bounds, primary), maximized }
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleBar = window.y >= area.y && window.y + GRASP.height <= area.y + area.height
  return across >= GRASP.width && titleBar
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fittingSize(size, area)
  return {
    x: Math.round(area.x + Math.max(0, (area.width - width) / 2)),
    y: Math.round(area.y + Math.max(0, (area.height - height) / 2)),
    width,
    height,
  }
}

function fittingSize(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(MINIMUM_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(size.height, area.height)),
  }
}
