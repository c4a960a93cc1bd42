import type { Page } from '#shared/domain/hosting.ts'
import type { Listing } from './git-host.ts'

/** How many of the host's pages are read at most for one of ours. */
const MOST_PAGES = 20

/**
 * Searches a list that the host cannot search: reads its pages until one has something that matches. Case does not matter.
 * Gives `next` where pages are left; stops where the host names a page that was read before.
 */
export async function searchPages<T>(
  read: (cursor: string | null) => Promise<Page<T>>,
  listing: Listing,
  names: (item: T) => readonly string[],
): Promise<Page<T>> {
  const seen = new Set<string | null>()
  let cursor = listing.cursor
  for (;;) {
    seen.add(cursor)
    const page = await read(cursor)
    const items = page.items.filter((item) => names(item).some((name) => isFound(name, listing.search)))
    const next = page.next !== null && seen.has(page.next) ? null : page.next
    if (items.length > 0 || next === null || seen.size === MOST_PAGES) return { items, next, notices: page.notices }
    cursor = next
  }
}

/** Whether a name holds what was searched for, whatever the case; everything holds an empty search. */
export function isFound(name: string, search: string): boolean {
  return name.toLowerCase().includes(search.trim().toLowerCase())
}

/** Reads a list to its end. Stops where the host names a page that was read before. */
export async function allPages<T>(read: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
  const items: T[] = []
  const seen = new Set<string | null>()
  let cursor: string | null = null
  do {
    seen.add(cursor)
    const page = await read(cursor)
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && !seen.has(cursor))
  return items
}
