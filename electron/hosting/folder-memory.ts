import type { HostedEntry } from '#shared/domain/hosting.ts'

/** Milliseconds for which a listing is taken to be true still: as long as one page of the wizard is looked at. */
const KEPT_FOR = 15_000
const MOST_KEPT = 500

/** Remembers what folders of hosted repositories hold, for a moment only: the branch may move at any time. */
export interface FolderMemory {
  /** Null where nothing is remembered; `entries` are null for a folder that was not there. */
  recall(key: string): { entries: HostedEntry[] | null } | null
  keep(key: string, entries: HostedEntry[] | null): void
}

export function createFolderMemory(now: () => Date): FolderMemory {
  const kept = new Map<string, { entries: HostedEntry[] | null; until: number }>()
  return {
    recall: (key) => {
      const found = kept.get(key)
      return found && found.until > now().getTime() ? found : null
    },
    keep: (key, entries) => {
      const time = now().getTime()
      for (const [each, { until }] of kept) if (until <= time || kept.size >= MOST_KEPT) kept.delete(each)
      kept.set(key, { entries, until: time + KEPT_FOR })
    },
  }
}
