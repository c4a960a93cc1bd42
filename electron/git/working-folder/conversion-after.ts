import { type Entry, MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'
import { type Conversion, openConversion } from './conversion.ts'
import { readRuleFile } from './rule-file.ts'

interface Change {
  path: string
  after: Entry | null
}

/**
 * The conversion by the attributes that hold once files have changed: Git checks out by those of the branch that it goes to. The
 * same as `now` where no `.gitattributes` is among them. `leftOut` are paths by their bytes, one character each.
 */
export function conversionAfter(
  repo: Repo,
  now: Conversion,
  { files, leftOut }: { files: readonly Change[]; leftOut: readonly Change[] },
): Conversion {
  const rules = new Map<string, Entry | null>()
  for (const { path, after } of files) if (isRules(path)) rules.set(path, after)
  for (const { path, after } of leftOut) if (isRules(path)) rules.set(Buffer.from(path, 'latin1').toString(), after)
  if (rules.size === 0) return now
  return openConversion(repo, undefined, (path) => {
    const entry = rules.get(path)
    if (entry === undefined) return readRuleFile(repo, path)
    const isText = entry !== null && (entry.mode === MODE.file || entry.mode === MODE.executable)
    return isText && repo.objects.has(entry.oid) ? repo.objects.readBlob(entry.oid).toString('utf8') : ''
  })
}

/** Whether a path decides how others are converted. */
export function isRules(path: string): boolean {
  return path === '.gitattributes' || path.endsWith('/.gitattributes')
}
