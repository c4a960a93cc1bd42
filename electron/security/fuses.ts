/** A switch of the Electron binary, by its name in `@electron/fuses`. */
export type FuseName =
  | 'RunAsNode'
  | 'EnableCookieEncryption'
  | 'EnableNodeOptionsEnvironmentVariable'
  | 'EnableNodeCliInspectArguments'
  | 'EnableEmbeddedAsarIntegrityValidation'
  | 'OnlyLoadAppFromAsar'
  | 'LoadBrowserProcessSpecificV8Snapshot'
  | 'GrantFileProtocolExtraPrivileges'

/**
 * How the switches of a packaged Graft have to stand (`electron-builder.yml` sets them, `npm run package` checks the result): the
 * binary runs this app from its sealed archive and nothing else, so that another program can't borrow its rights.
 */
export const REQUIRED_FUSES: Readonly<Record<FuseName, 'on' | 'off'>> = {
  // Would turn the app into a Node that runs any script under the app's name and rights.
  RunAsNode: 'off',
  // Cookies on disk are sealed with the system's vault.
  EnableCookieEncryption: 'on',
  // Would let an environment variable load code into the app.
  EnableNodeOptionsEnvironmentVariable: 'off',
  // Would let anybody on this computer attach a debugger and read tokens from memory.
  EnableNodeCliInspectArguments: 'off',
  // A changed archive does not start (macOS and Windows).
  EnableEmbeddedAsarIntegrityValidation: 'on',
  // A folder put beside the archive is not run instead.
  OnlyLoadAppFromAsar: 'on',
  // There is one snapshot for all processes.
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  // Pages come from app://, so file:// needs no privileges.
  GrantFileProtocolExtraPrivileges: 'off',
}

/** The switches that do not stand as required. `actual` lacks those that the binary does not know. */
export function wrongFuses(actual: Readonly<Partial<Record<FuseName, 'on' | 'off'>>>): FuseName[] {
  return fuseNames().filter((name) => actual[name] !== undefined && actual[name] !== REQUIRED_FUSES[name])
}

/** The switches that the binary does not know. */
export function missingFuses(actual: Readonly<Partial<Record<FuseName, 'on' | 'off'>>>): FuseName[] {
  return fuseNames().filter((name) => actual[name] === undefined)
}

function fuseNames(): FuseName[] {
  return Object.keys(REQUIRED_FUSES).filter((name): name is FuseName => Object.hasOwn(REQUIRED_FUSES, name))
}
