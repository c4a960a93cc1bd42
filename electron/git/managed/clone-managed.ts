import { renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ObjectId } from '#shared/domain/ids.ts'
import { withoutCredentials } from '#shared/domain/remote-address.ts'
import type { Head } from '#shared/domain/repository.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions, CloneOutcome, RemoteAccess, Workspace } from '../contract.ts'
import { ownedFolders } from '../owned-folders.ts'
import { updateRef } from '../repository/refs.ts'
import { openRepo, type Repo, type RepoDeps } from '../repository/repo.ts'
import { writeServerAnswer } from '../repository/server-answer-file.ts'
import { systemFailure } from '../repository/system-failure.ts'
import { openLine } from '../transport/connect.ts'
import { openFetchSession } from '../transport/fetch-session.ts'
import { findServerBranch } from '../transport/server-branches.ts'
import { type Attempt, firstAttempt, nextAttempt } from './attempts.ts'
import { isBranchName } from './branch-name.ts'
import { after, bringNeeded, type Source } from './bring-needed.ts'
import { checkOut } from './check-out.ts'
import { fileNamesHere } from './file-names.ts'
import { type CloneSettings, clearObjects, makeGitFolder, writeSettings } from './git-folder-files.ts'
import { outlineTree } from './outline.ts'
import { makeUnfinished, removeFolder, removeUnfinished } from './unfinished.ts'
import { whatWasLeft } from './what-was-left.ts'

export interface CloneInput {
  workspace: Workspace
  url: string
  branch: string
  access: RemoteAccess
}

/**
 * Makes a managed clone; see `GitOperations.cloneManaged` and docs/adr/0012. It is made in a folder beside its place and gets its
 * name when all of it is on the disk: whatever happens before leaves nothing, or a folder that the next clone removes.
 * Failures: those of the transport, INVALID_PATH (the repository holds names that lead out of it), NO_PERMISSION, DISK_FULL.
 */
export async function cloneManaged(input: CloneInput, deps: RepoDeps, options: CallOptions = {}): Promise<CloneOutcome> {
  if (!isBranchName(input.branch)) return { kind: 'branch-missing' }
  const root = resolve(input.workspace.root)
  removeUnfinished(dirname(root))
  const folder = makeUnfinished(dirname(root))
  try {
    const outcome = await cloneInto(folder, input, deps, options)
    if (outcome.kind === 'branch-missing') return outcome
    options.signal?.throwIfAborted()
    deps.reached('clone:complete')
    moveIntoPlace(folder, root)
    deps.reached('clone:in-place')
    return outcome
  } finally {
    removeFolder(folder)
  }
}

function moveIntoPlace(folder: string, root: string): void {
  try {
    renameSync(folder, root)
  } catch (error) {
    throw systemFailure(error, 'clone')
  }
}

async function cloneInto(
  folder: string,
  { workspace, url, branch, access }: CloneInput,
  deps: RepoDeps,
  options: CallOptions,
): Promise<CloneOutcome> {
  const settings: CloneSettings = {
    remote: access.remote,
    url: withoutCredentials(url),
    branch,
    folders: ownedFolders(workspace.directories),
    filter: null,
  }
  makeGitFolder(folder, settings)
  const repo = await openRepo(folder, deps)
  deps.reached('clone:folder-made')
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
  try {
    const source: Source = { session: await openFetchSession(line.session), domain: access.domain }
    return await cloneFrom(repo, source, settings, options)
  } finally {
    await line.session.close()
    // Open packs would keep the folder from being renamed on Windows.
    repo.objects.refresh()
  }
}

async function cloneFrom(repo: Repo, source: Source, settings: CloneSettings, options: CallOptions): Promise<CloneOutcome> {
  const { session } = source
  const { branch } = settings
  const { tip, defaultBranch } = await findServerBranch(session, branch)
  if (tip === null) {
    const { refs } = await session.listRefs(['refs/'])
    if (refs.size > 0) return { kind: 'branch-missing' }
    await noteDefault(repo, settings.remote, defaultBranch)
    const attempt = firstAttempt(session.supports)
    writeSettings(repo.root, { ...settings, filter: attempt.filter })
    return cloned({ kind: 'unborn', branch }, 'nothing', attempt, 0)
  }
  await noteDefault(repo, settings.remote, defaultBranch)
  for (let attempt: Attempt = firstAttempt(session.supports); ; ) {
    try {
      writeSettings(repo.root, { ...settings, filter: attempt.filter })
      const received = await receive(repo, source, { tip, attempt, folders: settings.folders }, options)
      repo.reached('clone:objects-received')
      await finish(repo, tip, settings, options)
      const left = attempt.filter === null ? 'nothing' : whatWasLeft(repo.objects, tip)
      return cloned({ kind: 'branch', branch, commit: tip }, left, attempt, received)
    } catch (error) {
      const next = nextAttempt(attempt, error)
      if (next === null) throw error
      clearObjects(repo.root)
      repo.objects.refresh()
      attempt = next
    }
  }
}

/** What the server has besides is asked for later; whether the branch is its default one has to be known from the beginning. */
async function noteDefault(repo: Repo, remote: string, defaultBranch: string | null): Promise<void> {
  if (defaultBranch !== null) await writeServerAnswer(repo, { remote, askedAt: null, defaultBranch, branches: [] })
}

function cloned(
  head: Head,
  left: Extract<CloneOutcome, { kind: 'cloned' }>['left'],
  { shallow }: Attempt,
  receivedBytes: number,
): CloneOutcome {
  return { kind: 'cloned', head, left, shallow: head.kind === 'branch' && shallow, receivedBytes }
}

async function receive(
  repo: Repo,
  source: Source,
  { tip, attempt, folders }: { tip: ObjectId; attempt: Attempt; folders: readonly string[] },
  options: CallOptions,
): Promise<number> {
  const pack = await source.session.fetchPack(repo, {
    wants: [tip],
    haves: 'none',
    filter: attempt.filter === null ? null : FILTERS[attempt.filter],
    depth: attempt.shallow ? { kind: 'depth', commits: 1 } : { kind: 'full' },
    ...options,
  })
  options.onProgress?.({ stage: 'receiving', done: pack.receivedBytes, total: null, unit: 'bytes' })
  repo.reached('clone:commit-received')
  const { tree } = repo.objects.readCommit(tip)
  const needed = { trees: [tree], folders, manner: 'all-at-once' } as const
  return pack.receivedBytes + (await bringNeeded(repo, source, needed, after(pack.receivedBytes, options)))
}

const FILTERS = { 'tree:0': { kind: 'tree-depth', depth: 0 }, 'blob:none': { kind: 'blob-none' } } as const

async function finish(repo: Repo, tip: ObjectId, settings: CloneSettings, options: CallOptions): Promise<void> {
  const { tree } = repo.objects.readCommit(tip)
  await checkOut(repo, outlineTree(repo.objects, tree, settings.folders, fileNamesHere(repo)), options)
  repo.reached('clone:index-written')
  const reflog = `clone: from ${settings.url}`
  const { branch, remote } = settings
  await updateRef(repo, { name: `refs/remotes/${remote}/${branch}`, from: null, to: tip, reflog })
  await updateRef(repo, { name: `refs/heads/${branch}`, from: null, to: tip, reflog })
  repo.reached('clone:branch-set')
}
