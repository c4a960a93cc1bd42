import { existsSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemFailure } from '../repository/system-failure.ts'
import { conePatterns } from './cone.ts'

/** What a managed clone's configuration says. */
export interface CloneSettings {
  remote: string
  /** Without credentials. */
  url: string
  branch: string
  folders: readonly string[]
  /** As `remote.<name>.partialclonefilter` has it; null where the clone is to have everything. */
  filter: 'tree:0' | 'blob:none' | null
}

/** Makes `.git` in an empty folder (gitrepository-layout). Failures: NO_PERMISSION, DISK_FULL. */
export function makeGitFolder(root: string, settings: CloneSettings): void {
  const at = (path: string) => join(root, '.git', path)
  try {
    for (const folder of ['info', 'objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
      mkdirSync(at(folder), { recursive: true })
    }
    writeFileSync(at('HEAD'), `ref: refs/heads/${settings.branch}\n`)
    writeFileSync(at('info/sparse-checkout'), conePatterns(settings.folders))
    writeSettings(root, settings)
  } catch (error) {
    throw systemFailure(error, '.git')
  }
}

/** Writes the configuration of a clone that is being made. Failures: NO_PERMISSION, DISK_FULL. */
export function writeSettings(root: string, settings: CloneSettings): void {
  const file = join(root, '.git', 'config')
  try {
    writeFileSync(file, configText(settings, fileSystemOf(root)))
  } catch (error) {
    throw systemFailure(error, '.git/config')
  }
}

/** Takes out what an attempt received that the server then refused to complete. */
export function clearObjects(root: string): void {
  rmSync(join(root, '.git', 'shallow'), { force: true })
  rmSync(join(root, '.git', 'objects'), { recursive: true, force: true })
  for (const folder of ['objects/info', 'objects/pack']) mkdirSync(join(root, '.git', folder), { recursive: true })
}

interface FileSystem {
  fileMode: boolean
  symlinks: boolean
  ignoreCase: boolean
  composes: boolean
}

/** What `git init` finds out by trying. */
function fileSystemOf(root: string): FileSystem {
  const link = join(root, '.git', 'link')
  let symlinks = true
  try {
    symlinkSync('config', link)
    unlinkSync(link)
  } catch {
    symlinks = false
  }
  return {
    fileMode: process.platform !== 'win32',
    symlinks,
    ignoreCase: existsSync(join(root, '.git', 'hEaD')),
    composes: process.platform === 'darwin',
  }
}

type Setting = [name: string, value: string | boolean]

function configText({ remote, url, branch, folders, filter }: CloneSettings, system: FileSystem): string {
  const core: Setting[] = [
    ['repositoryformatversion', filter === null ? '0' : '1'],
    ['filemode', system.fileMode],
    ['bare', false],
    ['logallrefupdates', true],
    ['autocrlf', false],
    ['eol', 'lf'],
    ['sparseCheckout', true],
    ['sparseCheckoutCone', true],
  ]
  if (!system.symlinks) core.push(['symlinks', false])
  if (system.ignoreCase) core.push(['ignorecase', true])
  if (system.composes) core.push(['precomposeunicode', true])
  const origin: Setting[] = [
    ['url', url],
    ['fetch', `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`],
  ]
  if (filter !== null) origin.push(['promisor', true], ['partialclonefilter', filter])
  const tracked: Setting[] = [
    ['remote', remote],
    ['merge', `refs/heads/${branch}`],
  ]
  const managed: Setting[] = [['managed', true], ...folders.map((folder): Setting => ['folder', folder])]
  return [
    ...section('core', core),
    ...section('index', [['sparse', true]]),
    ...(filter === null ? [] : section('extensions', [['partialClone', remote]])),
    ...section(`remote ${quoted(remote)}`, origin),
    ...section(`branch ${quoted(branch)}`, tracked),
    ...section('graft', managed),
    '',
  ].join('\n')
}

function section(head: string, settings: readonly Setting[]): string[] {
  const lines = settings.map(([name, value]) => `\t${name} = ${typeof value === 'string' ? valueText(value) : value}`)
  return [`[${head}]`, ...lines]
}

/** As Git's configuration has it (git-config, "Syntax"): in a section's head only these two are escaped. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

function valueText(text: string): string {
  return /[#;"\\\s]/.test(text) ? quoted(text) : text
}
