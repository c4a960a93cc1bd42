import type { Repo } from '../repository/repo.ts'
import { openConversion } from '../working-folder/conversion.ts'

/** As checking the file out would write it; a filter that Graft does not run leaves it as it is stored. */
export function checkedOut(repo: Repo, path: string, stored: Buffer): Buffer {
  const conversion = openConversion(repo)
  return conversion.filterOf(path) === null ? conversion.toWorking(path, stored) : stored
}
