import { type Repo, readConfig } from '../repository/repo.ts'

/** Which file names a system can hold. */
export interface FileNames {
  canHold(path: string): boolean
  /** The same for paths that the system takes for one another. */
  spelling(path: string): string
}

const LONGEST_PART = 255
/** Names of devices, with any ending, and characters that Windows keeps for itself (Microsoft, "Naming Files, Paths, and Namespaces"). */
const WINDOWS_REFUSES =
  /^(?:con|prn|aux|nul|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(?:\..*)?$|[<>:"|?*\\]|[ .]$/i

export function fileNames(system: NodeJS.Platform, { ignoreCase }: { ignoreCase: boolean }): FileNames {
  const refuses = (part: string) =>
    Buffer.byteLength(part) > LONGEST_PART || (system === 'win32' && (WINDOWS_REFUSES.test(part) || hasControls(part)))
  return {
    // What leads out of a folder is refused by another rule, and loudly.
    canHold: (path) => !path.split('/').some((part) => part !== '.' && part !== '..' && refuses(part)),
    spelling: (path) => (ignoreCase ? path.normalize('NFC').toLowerCase() : path),
  }
}

export function fileNamesHere(repo: Repo): FileNames {
  return fileNames(process.platform, { ignoreCase: readConfig(repo).bool('core.ignorecase') ?? false })
}

function hasControls(part: string): boolean {
  return [...part].some((char) => char < ' ')
}
