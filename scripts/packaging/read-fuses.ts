import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { type FuseName, REQUIRED_FUSES } from '#electron/security/fuses.ts'

/** The bytes of the fuse wire (`electron/docs/tutorial/fuses.md`); the package does not export their names. */
const OFF = 0x30
const ON = 0x31

/** How the switches of an Electron binary stand, read from its bytes. A switch it does not know is left out. */
export async function readFuses(binary: string): Promise<Partial<Record<FuseName, 'on' | 'off'>>> {
  const wire = await getCurrentFuseWire(binary)
  const fuses: Partial<Record<FuseName, 'on' | 'off'>> = {}
  for (const name of Object.keys(REQUIRED_FUSES).filter(isFuseName)) {
    const state: number | undefined = wire[FuseV1Options[name]]
    if (state === ON) fuses[name] = 'on'
    if (state === OFF) fuses[name] = 'off'
  }
  return fuses
}

function isFuseName(name: string): name is FuseName {
  return Object.hasOwn(REQUIRED_FUSES, name)
}
