import type { Directories } from '#shared/domain/connection.ts'
import type { HistoryScope } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { ownedFolders } from '../owned-folders.ts'
import { readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import { openLinks } from './commit-links.ts'
import { openFolderState, type ReadFolderState } from './folder-state.ts'
import { folderGraph, type GraphSource, wholeGraph } from './graph.ts'
import { type Advance, openWalk } from './walk.ts'

export type SessionStep = Advance

/** One history from one tip, walked as far as somebody asked; pages and searches share it. */
export interface HistorySession {
  /** Shown so far, newest first. */
  readonly shown: readonly ObjectId[]
  /** Goes on by one place; what is shown joins `shown`. */
  advance(): SessionStep
  /** History may have been brought: where it is cut off is read again. */
  refresh(): void
}

/** What is kept of histories between two calls. All of it can be found again. */
export interface HistoryMemory {
  sessions: Map<string, HistorySession>
  source: (GraphSource & { refresh(): void }) | null
  folderStates: Map<string, ReadFolderState>
  /** Which of a tip's commits no counterpart holds, by `<tip> <counterparts>`. */
  unpushed: Map<string, ReadonlySet<ObjectId>>
  /** Commits that tag objects lead to. */
  peeled: Map<ObjectId, ObjectId | null>
}

export function emptyHistoryMemory(): HistoryMemory {
  return { sessions: new Map(), source: null, folderStates: new Map(), unpushed: new Map(), peeled: new Map() }
}

const SESSIONS_KEPT = 8

/** The history of a tip as a scope has it, from memory where it was walked before. */
export function historySession(
  repo: Repo,
  { tip, scope, directories }: { tip: ObjectId; scope: HistoryScope; directories: Directories },
): HistorySession {
  const { sessions } = repo.memory.history
  const folders = ownedFolders(directories)
  const key = [tip, scope, ...(scope === 'api' ? folders : [])].join('\0')
  const known = sessions.get(key)
  if (known) return known
  const source = historySource(repo)
  const graph = scope === 'all' ? wholeGraph(source) : folderGraph(source, folderStates(repo, folders))
  const walk = openWalk(tip, graph)
  const shown: ObjectId[] = []
  const session: HistorySession = {
    shown,
    advance() {
      const step = walk.advance()
      if (step.kind === 'shown') shown.push(step.place)
      return step
    },
    refresh: source.refresh,
  }
  if (sessions.size >= SESSIONS_KEPT) sessions.clear()
  sessions.set(key, session)
  return session
}

/** The links of a clone's commits, and where its history is cut off. */
export function historySource(repo: Repo): GraphSource & { refresh(): void } {
  const { history } = repo.memory
  if (history.source) return history.source
  const links = openLinks(repo.objects)
  let shallow = readShallow(repo)
  history.source = {
    links,
    shallow: () => shallow,
    refresh() {
      shallow = readShallow(repo)
    },
  }
  return history.source
}

/** What trees hold at these folders. */
export function folderStates(repo: Repo, folders: readonly string[]): ReadFolderState {
  const known = repo.memory.history.folderStates
  const key = folders.join('\0')
  const read = known.get(key) ?? openFolderState(repo.objects, folders)
  known.set(key, read)
  return read
}
