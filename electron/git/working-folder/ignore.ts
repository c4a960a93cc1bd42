import { readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { type Repo, readConfig } from '../repository/repo.ts'
import { compilePattern, type PathPattern } from './path-pattern.ts'
import { readRuleFile } from './rule-file.ts'

/** Tells which paths Git would not list as untracked. Made anew for each operation, so that it sees the files as they are. */
export interface IgnoreRules {
  /** Whether the path itself, or a folder above it, is excluded. */
  isIgnored(path: string, isFolder: boolean): boolean
}

/** Reads `.gitignore` files as it comes across their folders, `info/exclude` and `core.excludesFile` (gitignore, "DESCRIPTION"). */
export function openIgnoreRules(repo: Repo): IgnoreRules {
  const ignoreCase = readConfig(repo).bool('core.ignorecase') ?? false
  const general = [
    readPatterns(textOf(join(repo.commondir, 'info', 'exclude')), ignoreCase),
    readPatterns(textOf(excludesFile(repo)), ignoreCase),
  ]
  const perFolder = new Map<string, PathPattern[]>()
  const folderVerdicts = new Map<string, boolean>()

  const patternsOf = (folder: string): PathPattern[] => {
    let patterns = perFolder.get(folder)
    if (!patterns) {
      patterns = readPatterns(readRuleFile(repo, folder === '' ? '.gitignore' : `${folder}/.gitignore`), ignoreCase)
      perFolder.set(folder, patterns)
    }
    return patterns
  }

  /** The last matching pattern of the nearest file decides. */
  const verdict = (path: string, isFolder: boolean): boolean => {
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      const relative = folder === '' ? path : path.slice(folder.length + 1)
      const found = patternsOf(folder).findLast((pattern) => pattern.matches(relative, isFolder))
      if (found) return !found.negated
      if (folder === '') break
    }
    for (const patterns of general) {
      const found = patterns.findLast((pattern) => pattern.matches(path, isFolder))
      if (found) return !found.negated
    }
    return false
  }

  const folderIgnored = (folder: string): boolean => {
    if (folder === '') return false
    const known = folderVerdicts.get(folder)
    if (known !== undefined) return known
    const ignored = folderIgnored(parentOf(folder)) || verdict(folder, true)
    folderVerdicts.set(folder, ignored)
    return ignored
  }

  return {
    isIgnored: (path, isFolder) => (isFolder ? folderIgnored(path) : folderIgnored(parentOf(path)) || verdict(path, false)),
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

function excludesFile(repo: Repo): string {
  const configured = readConfig(repo).get('core.excludesfile')
  const { home, variables } = repo.environment
  if (configured === undefined) return join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'git', 'ignore')
  if (configured.startsWith('~/')) return join(home, configured.slice(2))
  return isAbsolute(configured) ? configured : resolve(repo.root, configured)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readPatterns(text: string, ignoreCase: boolean): PathPattern[] {
  const patterns: PathPattern[] = []
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    if (raw.startsWith('#')) continue
    const line = trimSpaces(raw.replace(/\r$/, ''))
    if (line !== '' && line !== '/' && line !== '!') patterns.push(compilePattern(line, { ignoreCase }))
  }
  return patterns
}

/** Spaces at the end do not count unless a backslash stands before them. */
function trimSpaces(line: string): string {
  let end = line.length
  while (end > 0 && line.charAt(end - 1) === ' ' && line.charAt(end - 2) !== '\\') end -= 1
  return line.slice(0, end)
}
