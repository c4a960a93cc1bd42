import { isAbsolute, join, resolve } from 'node:path'

export interface DataFolderFacts {
  arguments: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  system: NodeJS.Platform
  home: string
  workingFolder: string
}

/**
 * Where Graft keeps its documents: `--data <folder>` (or `--data=<folder>`), then `GRAFT_DATA`, then the user's own place on this
 * system, which is the one that Electron calls `userData` (XDG Base Directory Specification on Linux).
 */
export function dataFolder(facts: DataFolderFacts): string {
  const chosen = dataArgument(facts.arguments) ?? facts.env['GRAFT_DATA']
  return chosen ? resolve(facts.workingFolder, chosen) : join(applicationData(facts), 'Graft')
}

function dataArgument(args: readonly string[]): string | undefined {
  const joined = args.find((argument) => argument.startsWith('--data='))
  if (joined !== undefined) return joined.slice('--data='.length)
  const index = args.indexOf('--data')
  return index === -1 ? undefined : args[index + 1]
}

function applicationData({ env, system, home }: DataFolderFacts): string {
  switch (system) {
    case 'darwin':
      return join(home, 'Library', 'Application Support')
    case 'win32':
      return env['APPDATA'] ?? join(home, 'AppData', 'Roaming')
    default: {
      // The specification says that a relative path is invalid and to be ignored.
      const configured = env['XDG_CONFIG_HOME']
      return configured && isAbsolute(configured) ? configured : join(home, '.config')
    }
  }
}
