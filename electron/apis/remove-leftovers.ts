import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Workspace } from '../git/contract.ts'
import { TEMPORARY_NAME } from '../storage/atomic-write.ts'
import { isMissing } from '../storage/file-failure.ts'

/** Removes the temporary files that a killed process left beside the files it was writing. Called before anything is written. */
export async function removeLeftovers({ root, directories }: Workspace): Promise<void> {
  for (const folder of [directories.schema, directories.collection, '.postman']) {
    await removeIn(join(root, ...folder.split('/')))
  }
}

async function removeIn(folder: string): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    if (entry.isDirectory() && entry.name !== '.git') await removeIn(join(folder, entry.name))
    else if (entry.isFile() && TEMPORARY_NAME.test(entry.name)) await rm(join(folder, entry.name), { force: true })
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
