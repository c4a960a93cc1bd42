import { realpathSync } from 'node:fs'
import { watch } from 'chokidar'
import type { StoredConnection } from '../connections/connection-store.ts'
import { locateGitFolder } from '../git/repository/git-folder.ts'
import type { Log } from '../platform/platform.ts'
import type { EventHub } from './hub.ts'
import { type WatchedClone, watchedKind } from './watched-paths.ts'

/** Watches the clones of all connections, one watcher each, and announces what others change there. */
export interface CloneWatchers {
  /** Starts and stops watchers so that exactly these connections are watched. */
  watchOnly(connections: readonly StoredConnection[]): void
  close(): Promise<void>
}

interface Watching {
  /** Resolves once changes are seen. */
  close(): Promise<void>
}

export interface CloneWatcherParts {
  events: EventHub
  log: Log
  /** Changes within so many milliseconds are announced as one. */
  gatherFor: number
}

export function createCloneWatchers(parts: CloneWatcherParts): CloneWatchers {
  const watchers = new Map<string, Watching>()
  return {
    watchOnly: (connections) => {
      const wanted = new Set(connections.map(watchKey))
      for (const [key, watching] of watchers) {
        if (wanted.has(key)) continue
        watchers.delete(key)
        void watching.close()
      }
      for (const stored of connections) {
        if (watchers.has(watchKey(stored))) continue
        const watching = startWatching(stored, parts)
        if (watching) watchers.set(watchKey(stored), watching)
      }
    },
    close: async () => {
      await Promise.all([...watchers.values()].map((watching) => watching.close()))
      watchers.clear()
    },
  }
}

/** A connection that was led to another clone, or other folders, is watched there from then on. */
function watchKey({ connection, root }: StoredConnection): string {
  const { id, directories } = connection
  return JSON.stringify([id, root, directories.schema, directories.collection])
}

function startWatching(stored: StoredConnection, { events, log, gatherFor }: CloneWatcherParts): Watching | null {
  const { id, apiId } = stored.connection
  const clone = watchedClone(stored)
  if (!clone) {
    log.warn('a clone is not there to be watched', { connectionId: id })
    return null
  }
  const gathered = new Set<'content' | 'repository'>()
  let timer: NodeJS.Timeout | null = null
  const announce = (): void => {
    timer = null
    events.announce({ kind: 'repository-changed', connectionId: id })
    if (gathered.has('content')) events.announce({ kind: 'content-changed', apiId })
    gathered.clear()
  }
  const watcher = watch([...new Set([clone.root, clone.gitFolder, clone.commonFolder])], {
    ignored: (path) => watchedKind(clone, path) === 'nothing',
    ignoreInitial: true,
    followSymlinks: false,
  })
  const gather = (kind: 'content' | 'repository'): void => {
    gathered.add(kind)
    timer ??= setTimeout(announce, gatherFor)
  }
  watcher.on('all', (_event, path) => {
    const kind = watchedKind(clone, path)
    if (kind === 'content' || kind === 'repository') gather(kind)
  })
  // What changed while the folders were looked through for the first time was told by nobody.
  watcher.on('ready', () => gather('content'))
  watcher.on('error', (error) => log.error('watching a clone failed', error, { connectionId: id }))
  return {
    close: async () => {
      if (timer) clearTimeout(timer)
      await watcher.close()
    },
  }
}

function watchedClone({ root, connection }: StoredConnection): WatchedClone | null {
  try {
    const { gitdir, commondir } = locateGitFolder(root)
    const { schema, collection } = connection.directories
    return {
      root,
      folders: [schema, collection, '.postman'],
      gitFolder: realpathSync(gitdir),
      commonFolder: realpathSync(commondir),
    }
  } catch {
    // Gone or unreadable: every operation on it says so; there is nothing to watch.
    return null
  }
}
