import type { RestorePointId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { blobOf, type FileState, type Folder } from './folder.ts'

/** What files held, by path; null is "no file". */
export type Held = ReadonlyMap<string, FileState | null>

/**
 * What the promise says must be somewhere, as simply as it can be said: an edit exists from the moment it was typed. It ends
 * only if a hand writes over it, or deletes it, while it lies in the working folder alone. What Graft took out of the working
 * folder has to be kept for good.
 */
export class Model {
  /** Edits by blob id, with words for a report. */
  readonly edits = new Map<string, string>()
  /** Blob ids of edits that a commit, left edits or a restore point holds, so that no hand can end them any more. */
  private readonly kept = new Set<string>()
  /** What restore points hold, as Graft told when it made them. */
  readonly points = new Map<RestorePointId, { files: Held; commit: string | null }>()
  /** What was left on a branch. `unknown`: perhaps something, after a crash or a second time. */
  readonly left = new Map<string, Held | 'unknown'>()
  private count = 0

  /** A number that no other text of this sequence bears. */
  next(): number {
    this.count += 1
    return this.count
  }

  typed(blob: string, words: string): void {
    this.edits.set(blob, words)
  }

  /** A person, or another program at a person's word, changed the working folder. */
  byHand(before: Folder, after: Folder): void {
    const there = new Set([...after.values()].map(blobOf))
    for (const blob of [...before.values()].map(blobOf)) {
      if (!there.has(blob) && !this.kept.has(blob)) this.edits.delete(blob)
    }
  }

  /** Graft changed the working folder: what is not in it any more must be somewhere else, and stay. */
  byGraft(before: Folder, after: Folder): void {
    const there = new Set([...after.values()].map(blobOf))
    for (const blob of [...before.values()].map(blobOf)) if (!there.has(blob)) this.keep([blob])
  }

  keep(blobs: Iterable<string>): void {
    for (const blob of blobs) if (this.edits.has(blob)) this.kept.add(blob)
  }

  isKept(blob: string): boolean {
    return this.kept.has(blob)
  }

  /** Paths with an edit that is nowhere but here. */
  loosePaths(folder: Folder): string[] {
    return [...folder].flatMap(([path, state]) => {
      const blob = blobOf(state)
      return this.edits.has(blob) && !this.kept.has(blob) ? [path] : []
    })
  }

  pointMade(point: RestorePoint, before: Folder): void {
    const files = new Map(point.paths.map((path) => [path, before.get(path) ?? null]))
    this.points.set(point.id, { files, commit: point.commit })
    this.keep([...files.values()].flatMap((state) => (state === null ? [] : [blobOf(state)])))
  }
}
