export type NameProblem = 'empty' | 'dots' | 'character' | 'reserved' | 'ending' | 'too-long' | 'git'

/** Names that Windows keeps for devices, with or without an extension (Microsoft: "Naming Files, Paths, and Namespaces"). */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\..*)?$/i
const LONGEST_NAME = 255

/**
 * Why a single file or folder name can't be used on all of Linux, macOS and Windows, or null where it can. Refused are also the
 * names under which one of them would open `.git`.
 */
export function nameProblem(name: string): NameProblem | null {
  if (name === '') return 'empty'
  if (name === '.' || name === '..') return 'dots'
  if ([...name].some(isForbiddenCharacter)) return 'character'
  if (isGitFolderName(name)) return 'git'
  if (DEVICE_NAME.test(name)) return 'reserved'
  if (/[. ]$/.test(name)) return 'ending'
  if (new TextEncoder().encode(name).length > LONGEST_NAME) return 'too-long'
  return null
}

/**
 * Whether a name means Git's own folder on some system: other letter case, the short name `git~1`, trailing dots, spaces or
 * streams on NTFS, invisible characters on HFS+ (Git's `is_ntfs_dotgit` and `is_hfs_dotgit` refuse the same).
 */
export function isGitFolderName(name: string): boolean {
  const visible = name.replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').toLowerCase()
  return /^(?:\.git|git~1)(?:[. ]*|:.*)$/.test(visible)
}

function isForbiddenCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const loneSurrogate = code >= 0xd800 && code <= 0xdfff
  return code < 0x20 || code === 0x7f || loneSurrogate || '<>:"|?*\\/'.includes(character)
}

/** Whether a path within a folder (forward slashes) names a place inside that folder on every system. */
export function isSafeRelativePath(path: string): boolean {
  return path.split('/').every((part) => nameProblem(part) === null)
}
