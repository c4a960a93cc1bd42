import { expect } from 'vitest'
import type { RepositoryStatus } from '#shared/domain/repository.ts'
import { differences, type Folder } from './folder.ts'
import type { Held } from './model.ts'
import type { World } from './world.ts'

export const changedPaths = (status: RepositoryStatus): string[] => status.changes.map(({ path }) => path)

/** Nothing in the working folder changed. */
export function expectUntouched({ before, after }: { before: Folder; after: Folder }, words: string): void {
  expect(differences(before, after), words).toEqual([])
}

/** These paths are as they were, whatever happened to others. */
export function expectStays(
  { before, after }: { before: Folder; after: Folder },
  paths: Iterable<string>,
  words: string,
): void {
  const of = new Set(paths)
  expect(
    differences(before, after).filter((path) => of.has(path)),
    words,
  ).toEqual([])
}

/** Edits that are not committed: those of the connection's folders by Graft's word, those elsewhere by the model's. */
export function uncommitted(world: World, status: RepositoryStatus, folder: Folder): Set<string> {
  return new Set([...changedPaths(status), ...world.model.loosePaths(folder)])
}

export function heldIn(folder: Folder, paths: Iterable<string>): Held {
  return new Map([...paths].map((path) => [path, folder.get(path) ?? null]))
}

/** The files are again what they were: content, mode, or that there is none. */
export function expectHolds(folder: Folder, held: Held, words: string): void {
  expect(Object.fromEntries(heldIn(folder, held.keys())), words).toEqual(Object.fromEntries(held))
}
