import { type BranchEntry, folded } from './entries.ts'

/** Between the words of a branch's name. */
const BETWEEN = /[\s/\-_.]+/

/**
 * The entries that a search finds, best first: the very name, its beginning, the beginning of its last part, of another word,
 * any place; then names in which every word of the search begins a word, in order (`fe/pe` finds `feature/pets`), or occurs at
 * all. Equals keep their order. A blank search finds everything.
 */
export function filterBranches(entries: readonly BranchEntry[], search: string): readonly BranchEntry[] {
  const text = folded(search.trim())
  if (text === '') return entries
  const words = text.split(BETWEEN).filter((word) => word !== '')
  const found: BranchEntry[][] = RANKS.map(() => [])
  for (const entry of entries) {
    const rank = rankOf(entry.folded, text, words)
    if (rank !== null) found[rank]?.push(entry)
  }
  return found.flat()
}

const RANKS = ['same', 'begins', 'last part begins', 'word begins', 'contains', 'words begin in order', 'words occur'] as const

function rankOf(name: string, text: string, words: readonly string[]): number | null {
  const at = name.indexOf(text)
  if (at === 0) return name.length === text.length ? 0 : 1
  if (at > 0) {
    if (name.startsWith(text, name.lastIndexOf('/') + 1)) return 2
    return beginningOfWord(name, text, 0) >= 0 ? 3 : 4
  }
  if (words.length === 0) return null
  if (wordsBeginInOrder(name, words)) return 5
  return words.length > 1 && words.every((word) => name.includes(word)) ? 6 : null
}

function wordsBeginInOrder(name: string, words: readonly string[]): boolean {
  let from = 0
  for (const word of words) {
    const at = beginningOfWord(name, word, from)
    if (at < 0) return false
    from = at + word.length
  }
  return true
}

/** Where `text` stands at the beginning of a word of the name, looked for from `from` on; -1 where it does not. */
function beginningOfWord(name: string, text: string, from: number): number {
  for (let at = name.indexOf(text, from); at >= 0; at = name.indexOf(text, at + 1)) {
    if (at === 0 || BETWEEN.test(name.charAt(at - 1))) return at
  }
  return -1
}
