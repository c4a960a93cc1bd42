import { readFile } from 'node:fs/promises'
import { writeAtomically } from '../storage/atomic-write.ts'
import { Placement } from './placement.ts'

/** The part of Electron's `BrowserWindow` that is remembered. */
export interface PlacedWindow {
  getNormalBounds(): { x: number; y: number; width: number; height: number }
  isMaximized(): boolean
}

/** The placement kept in `file`; null where there is none that can be used. Losing it costs nothing but a drag. */
export async function recallPlacement(file: string): Promise<Placement | null> {
  try {
    const kept = Placement.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return kept.success ? kept.data : null
  } catch {
    return null
  }
}

/** Keeps where the window is now. */
export async function rememberPlacement(file: string, window: PlacedWindow): Promise<void> {
  const placement: Placement = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
  await writeAtomically({ file, bytes: Buffer.from(`${JSON.stringify(placement)}\n`) })
}
