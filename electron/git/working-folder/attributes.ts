import { readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { type Repo, readConfig } from '../repository/repo.ts'
import { compilePattern, type PathPattern } from './path-pattern.ts'
import { readRuleFile } from './rule-file.ts'

/** Attribute → set (`true`), unset (`false`) or its value. One that is not mentioned, or given back with `!`, is absent. */
export type Attributes = ReadonlyMap<string, string | boolean>

/** Answers which attributes Git would give a path. Made anew for each operation. */
export interface AttributeRules {
  of(path: string): Attributes
}

type Setting = [name: string, value: string | boolean | null]
interface AttributeLine {
  pattern: PathPattern
  settings: Setting[]
}

/** The text of a `.gitattributes`, by its path; '' where there is none. */
export type ReadRules = (path: string) => string

/**
 * Reads `.gitattributes` of the working folder, `info/attributes`, and the user's and system's files (gitattributes). `rules` reads
 * the first of these from elsewhere.
 */
export function openAttributes(repo: Repo, rules: ReadRules = (path) => readRuleFile(repo, path)): AttributeRules {
  const ignoreCase = readConfig(repo).bool('core.ignorecase') ?? false
  const macros = new Map<string, Setting[]>([
    [
      'binary',
      [
        ['diff', false],
        ['merge', false],
        ['text', false],
      ],
    ],
  ])
  const read = (text: string, mayDefine: boolean) => readLines(text, ignoreCase, mayDefine ? macros : null)
  const load = (file: string, mayDefine: boolean) => read(textOf(file), mayDefine)
  const general = [...(noSystem(repo) ? [] : load('/etc/gitattributes', true)), ...load(userFile(repo), true)]
  const root = read(rules('.gitattributes'), true)
  const own = load(join(repo.commondir, 'info', 'attributes'), true)
  const perFolder = new Map<string, AttributeLine[]>([['', root]])

  const linesOf = (folder: string): AttributeLine[] => {
    let lines = perFolder.get(folder)
    if (!lines) {
      lines = read(rules(`${folder}/.gitattributes`), false)
      perFolder.set(folder, lines)
    }
    return lines
  }

  return {
    of(path) {
      const found = new Map<string, string | boolean>()
      const apply = (settings: readonly Setting[]) => {
        for (const [name, value] of settings) {
          if (value === null) found.delete(name)
          else found.set(name, value)
          if (value === true) apply(macros.get(name) ?? [])
        }
      }
      const applyLines = (lines: readonly AttributeLine[], relative: string) => {
        for (const line of lines) if (line.pattern.matches(relative, false)) apply(line.settings)
      }
      applyLines(general, path)
      applyLines(root, path)
      for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        applyLines(linesOf(path.slice(0, slash)), path.slice(slash + 1))
      }
      applyLines(own, path)
      return found
    },
  }
}

function noSystem(repo: Repo): boolean {
  return ['1', 'true', 'yes', 'on'].includes((repo.environment.variables['GIT_ATTR_NOSYSTEM'] ?? '').toLowerCase())
}

function userFile(repo: Repo): string {
  const configured = readConfig(repo).get('core.attributesfile')
  const { home, variables } = repo.environment
  if (configured === undefined) return join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'git', 'attributes')
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

function readLines(text: string, ignoreCase: boolean, macros: Map<string, Setting[]> | null): AttributeLine[] {
  const lines: AttributeLine[] = []
  for (const raw of text.replace(/^\uFEFF/, '').split('\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const { first, rest } = splitPattern(line)
    const settings = rest.split(/\s+/).filter(Boolean).map(readSetting)
    if (first.startsWith('[attr]')) macros?.set(first.slice('[attr]'.length), settings)
    // Negative patterns and folder patterns match no file (gitattributes, "DESCRIPTION").
    else if (!first.startsWith('!')) lines.push({ pattern: compilePattern(first, { ignoreCase }), settings })
  }
  return lines
}

/** A pattern with spaces stands in double quotes, with C escapes. */
function splitPattern(line: string): { first: string; rest: string } {
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*(.*)$/.exec(line)
  if (quoted) return { first: (quoted[1] ?? '').replace(/\\(["\\])/g, '$1'), rest: quoted[2] ?? '' }
  const space = line.search(/\s/)
  return space < 0 ? { first: line, rest: '' } : { first: line.slice(0, space), rest: line.slice(space + 1) }
}

function readSetting(word: string): Setting {
  if (word.startsWith('-')) return [word.slice(1), false]
  if (word.startsWith('!')) return [word.slice(1), null]
  const equals = word.indexOf('=')
  return equals < 0 ? [word, true] : [word.slice(0, equals), word.slice(equals + 1)]
}
