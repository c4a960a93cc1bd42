import { readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { statStamp } from '../repository/stat-stamp.ts'
import { isForbidden, isMissing } from '../repository/system-failure.ts'
import { matchesWildcard } from '../working-folder/wildmatch.ts'
import { type ConfigEntry, parseConfig } from './config-parse.ts'

/** Git's configuration as one reading of all its files. Keys are `section.name` or `section.subsection.name`. */
export interface GitConfig {
  /** The last value wins. A name without a value reads as `true`. */
  get(key: string): string | undefined
  all(key: string): string[]
  bool(key: string): boolean | undefined
  /** Names set in a section without subsection, lower case. */
  names(section: string): string[]
  subsections(section: string): string[]
}

/** A configuration and what it was read from. */
export interface LoadedConfig {
  sources: string[]
  key: string
  config: GitConfig
}

/** Where to look: the two Git folders and the user's environment. */
export interface ConfigPlaces {
  gitdir: string
  commondir: string
  environment: { home: string; variables: Readonly<Record<string, string | undefined>> }
}

const DEEPEST_INCLUDE = 10

/** Reads system, global, local and worktree configuration in Git's order (git-config, "FILES"), or hands back what is still true. */
export function loadConfig(places: ConfigPlaces, known: LoadedConfig | null): LoadedConfig {
  if (known && stampAll(known.sources) === known.key) return known
  const sources: string[] = []
  const entries: ConfigEntry[] = []
  const read = (file: string, depth: number): void => {
    sources.push(file)
    for (const entry of readFile(file)) {
      entries.push(entry)
      const path = entry.name === 'path' && depth < DEEPEST_INCLUDE ? entry.value : null
      if (path === null) continue
      const included =
        (entry.section === 'include' && entry.subsection === null) ||
        (entry.section === 'includeif' && entry.subsection !== null && conditionHolds(entry.subsection, file, places))
      if (included) read(expand(path, dirname(file), places.environment.home), depth + 1)
    }
  }
  for (const file of userFiles(places)) read(file, 0)
  read(join(places.commondir, 'config'), 0)
  if (isTrue(lastValue(entries, 'extensions.worktreeconfig'))) read(join(places.gitdir, 'config.worktree'), 0)
  entries.push(...variableEntries(places.environment.variables))
  return { sources, key: stampAll(sources), config: asConfig(entries) }
}

function userFiles({ environment: { home, variables } }: ConfigPlaces): string[] {
  const files: string[] = []
  if (!isTrue(variables['GIT_CONFIG_NOSYSTEM'])) files.push(variables['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig')
  const global = variables['GIT_CONFIG_GLOBAL']
  if (global !== undefined) return [...files, global]
  return [...files, join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'git', 'config'), join(home, '.gitconfig')]
}

/** Settings that the environment itself carries (git-config, `GIT_CONFIG_COUNT`). */
function variableEntries(variables: Readonly<Record<string, string | undefined>>): ConfigEntry[] {
  const count = Number(variables['GIT_CONFIG_COUNT'] ?? '0')
  const entries: ConfigEntry[] = []
  for (let i = 0; i < count; i++) {
    const key = variables[`GIT_CONFIG_KEY_${i}`]
    if (key) entries.push({ ...splitKey(key), value: variables[`GIT_CONFIG_VALUE_${i}`] ?? '' })
  }
  return entries
}

function readFile(file: string): ConfigEntry[] {
  try {
    return parseConfig(readFileSync(file, 'utf8'))
  } catch (error) {
    if (isMissing(error) || isForbidden(error)) return []
    throw error
  }
}

function stampAll(files: readonly string[]): string {
  return files
    .map((file) => {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
      return stat ? statStamp(stat) : '-'
    })
    .join('|')
}

function expand(path: string, folder: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return join(home, path.slice(1))
  return isAbsolute(path) ? path : resolve(folder, path)
}

/** Conditions of `includeIf` that a file's place decides (git-config, "Conditional includes"); others do not hold. */
function conditionHolds(condition: string, file: string, places: ConfigPlaces): boolean {
  const match = /^gitdir(\/i)?:(.+)$/.exec(condition)
  if (!match?.[2]) return false
  const home = places.environment.home
  let pattern = match[2].startsWith('./') ? join(dirname(file), match[2].slice(2)) : match[2]
  if (pattern.startsWith('~/')) pattern = join(home, pattern.slice(2))
  if (match[2].endsWith('/') && !pattern.endsWith('/')) pattern += '/'
  if (!isAbsolute(pattern) && !pattern.startsWith('**')) pattern = `**/${pattern}`
  if (pattern.endsWith('/')) pattern += '**'
  const gitdir = places.gitdir.split(sep).join('/')
  return matchesWildcard(pattern, gitdir, { ignoreCase: match[1] !== undefined })
}

export function splitKey(key: string): { section: string; subsection: string | null; name: string } {
  const first = key.indexOf('.')
  const last = key.lastIndexOf('.')
  return {
    section: key.slice(0, first).toLowerCase(),
    subsection: first === last ? null : key.slice(first + 1, last),
    name: key.slice(last + 1).toLowerCase(),
  }
}

function keyOf(entry: { section: string; subsection: string | null; name: string }): string {
  return entry.subsection === null ? `${entry.section}.${entry.name}` : `${entry.section}.${entry.subsection}.${entry.name}`
}

function lastValue(entries: readonly ConfigEntry[], key: string): string | undefined {
  const found = entries.findLast((entry) => keyOf(entry) === key)
  return found && (found.value ?? 'true')
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && asBoolean(value) === true
}

function asBoolean(value: string): boolean | undefined {
  const lower = value.toLowerCase()
  if (['true', 'yes', 'on'].includes(lower)) return true
  if (['false', 'no', 'off', ''].includes(lower)) return false
  const number = Number(lower)
  return Number.isNaN(number) ? undefined : number !== 0
}

function asConfig(entries: readonly ConfigEntry[]): GitConfig {
  const byKey = new Map<string, string[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const values = byKey.get(key)
    if (values) values.push(entry.value ?? 'true')
    else byKey.set(key, [entry.value ?? 'true'])
  }
  const all = (key: string): string[] => byKey.get(keyOf(splitKey(key))) ?? []
  return {
    all,
    get: (key) => all(key).at(-1),
    bool: (key) => {
      const value = all(key).at(-1)
      return value === undefined ? undefined : asBoolean(value)
    },
    names: (section) => [...new Set(entries.filter((e) => e.section === section && e.subsection === null).map((e) => e.name))],
    subsections: (section) => [
      ...new Set(entries.filter((e) => e.section === section).flatMap((e) => (e.subsection === null ? [] : [e.subsection]))),
    ],
  }
}
