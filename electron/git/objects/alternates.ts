import { readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'

const DEEPEST = 5

/**
 * The object folders of a repository: its own first, then those its `info/alternates` names, and theirs in turn
 * (gitrepository-layout). Absolute paths.
 */
export function readAlternates(commondir: string): string[] {
  const found: string[] = []
  const visit = (folder: string, depth: number): void => {
    if (found.includes(folder) || depth > DEEPEST) return
    found.push(folder)
    let text: string
    try {
      text = readFileSync(join(folder, 'info', 'alternates'), 'utf8')
    } catch {
      return
    }
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      visit(isAbsolute(line) ? line : resolve(folder, line), depth + 1)
    }
  }
  visit(join(commondir, 'objects'), 0)
  return found
}
