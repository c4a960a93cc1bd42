import type { TreeChange } from './tree-changes.ts'

/** Folders that one side renamed as a whole, from old path to new. */
export type FolderRenames = ReadonlyMap<string, string>

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/**
 * Folders that are gone on one side (`stays` says which are not) and whose files went, most of them, to one other folder. Where
 * two new folders have as many of its files, nobody knows which it became (git-merge, `merge.directoryRenames`).
 */
export function findFolderRenames(
  renames: ReadonlyMap<string, string>,
  stays: (folder: string) => boolean,
): Map<string, string> {
  const votes = new Map<string, Map<string, number>>()
  for (const [from, to] of renames) {
    let [old, fresh] = [folderOf(from), folderOf(to)]
    while (old !== fresh && old !== '') {
      const counts = votes.get(old) ?? new Map<string, number>()
      votes.set(old, counts.set(fresh, (counts.get(fresh) ?? 0) + 1))
      // Folders above moved along only as long as the names below stayed.
      if (nameOf(old) !== nameOf(fresh) || fresh === '') break
      ;[old, fresh] = [folderOf(old), folderOf(fresh)]
    }
  }
  const found = new Map<string, string>()
  for (const [old, counts] of votes) {
    if (stays(old)) continue
    const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
    if (first && first[1] !== second?.[1]) found.set(old, first[0])
  }
  return found
}

/** Folders of which one side left nothing: every file that was in them is gone or elsewhere. */
export function remainsOf(
  changes: ReadonlyMap<string, TreeChange>,
  isFolderStill: (folder: string) => boolean,
): (folder: string) => boolean {
  const known = new Map<string, boolean>()
  const touched = new Set([...changes].flatMap(([path, { before, after }]) => (before && !after ? parentsOf(path) : [])))
  return (folder) => {
    if (!touched.has(folder)) return true
    const answer = known.get(folder) ?? isFolderStill(folder)
    known.set(folder, answer)
    return answer
  }
}

function parentsOf(path: string): string[] {
  const parents: string[] = []
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) parents.push(folder)
  return parents
}

/**
 * Where a path goes with its folder; null where no folder above it was renamed (the nearest one counts), or to a folder that the
 * path's own side renamed in turn.
 */
export function followFolder(path: string, renames: FolderRenames, own: FolderRenames): string | null {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const target = renames.get(folder)
    if (target === undefined) continue
    return own.has(target) ? null : `${target === '' ? '' : `${target}/`}${path.slice(folder.length + 1)}`
  }
  return null
}
