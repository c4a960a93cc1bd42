import type { ObjectId } from '#shared/domain/ids.ts'
import { type GitConfig, type LoadedConfig, loadConfig } from '../config/config.ts'
import type { ReachCheckpoint } from '../contract.ts'
import { emptyHistoryMemory, type HistoryMemory } from '../history/sessions.ts'
import type { GitIndex } from '../index/index-file.ts'
import { type ObjectStore, openObjectStore } from '../objects/object-store.ts'
import { checkFormat, checkWorkTree } from './format.ts'
import { locateGitFolder } from './git-folder.ts'
import type { SidesCounted } from './history.ts'
import type { ServerAnswer } from './server-answer.ts'
import type { StatStamp } from './stat-stamp.ts'

/** What decides which configuration Git reads: the variables of the user's environment (`HOME`, `GIT_CONFIG_GLOBAL`, …). */
export interface GitEnvironment {
  home: string
  variables: Readonly<Record<string, string | undefined>>
}

export interface RepoDeps {
  environment: GitEnvironment
  reached: ReachCheckpoint
  now(): Date
}

/** Facts that are cheap to keep and cost to find again. Each names what it was read from, so that a stale one is never used. */
export interface RepoMemory {
  index: { stamp: StatStamp; index: GitIndex } | null
  config: LoadedConfig | null
  /** Commits ahead and behind, by `<local> <upstream>`. */
  counts: Map<string, SidesCounted>
  /** Whether a remote has a commit, by `<commit> <all that is known of remotes>`. */
  pushed: Map<string, boolean>
  /** What servers said of their branches. */
  serverAnswers: { stamp: StatStamp; answers: readonly ServerAnswer[] } | null
  /** Blob ids of edited working files, by path. */
  hashes: Map<string, { key: string; oid: ObjectId }>
  /** Histories, as far as they were walked. */
  history: HistoryMemory
}

/**
 * One working tree of one repository. `gitdir` holds what belongs to the working tree (HEAD, index, logs/HEAD, MERGE_HEAD);
 * `commondir` what all working trees share (objects, refs, packed-refs, config). In an ordinary clone they are the same.
 */
export interface Repo {
  root: string
  gitdir: string
  commondir: string
  layout: 'clone' | 'linked-worktree'
  objects: ObjectStore
  environment: GitEnvironment
  reached: ReachCheckpoint
  now(): Date
  memory: RepoMemory
}

/**
 * Opens the working tree whose root is `root`.
 * Failures: CLONE_MISSING, NO_PERMISSION, UNSUPPORTED_REPOSITORY.
 */
export async function openRepo(root: string, deps: RepoDeps): Promise<Repo> {
  const folder = locateGitFolder(root)
  const { gitdir, commondir, layout } = folder
  const repo: Repo = {
    root,
    gitdir,
    commondir,
    layout,
    objects: openObjectStore(commondir),
    environment: deps.environment,
    reached: deps.reached,
    now: deps.now,
    memory: {
      index: null,
      config: null,
      counts: new Map(),
      pushed: new Map(),
      serverAnswers: null,
      hashes: new Map(),
      history: emptyHistoryMemory(),
    },
  }
  checkFormat(readConfig(repo))
  checkWorkTree(root, folder, readConfig(repo))
  return repo
}

/** The configuration as Git would see it now; read again only where one of its files changed. */
export function readConfig(repo: Repo): GitConfig {
  repo.memory.config = loadConfig(repo, repo.memory.config)
  return repo.memory.config.config
}
