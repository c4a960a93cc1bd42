import { Failure } from '#electron/failure.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { type AttributeRules, openAttributes, type ReadRules } from './attributes.ts'
import { type LineEndingRule, type LineEndingSettings, lineEndingRule, toStored, toWorking } from './line-endings.ts'

/** Turns working files into what Git stores and back, by attributes and configuration. Made anew for each operation. */
export interface Conversion {
  /** `known` reads what Git holds of the path already. Failure: FILTERED_FILE. */
  toStored(path: string, bytes: Buffer, known: () => Buffer | null): Buffer
  /** Failure: FILTERED_FILE. */
  toWorking(path: string, bytes: Buffer): Buffer
  /** The filter a file would have to pass and that Graft does not run; null where there is none. */
  filterOf(path: string): string | null
}

/** `nativeEol` is what the system's own programs write. `rules` reads `.gitattributes` from elsewhere than the working folder. */
export function openConversion(
  repo: Repo,
  nativeEol: 'lf' | 'crlf' = process.platform === 'win32' ? 'crlf' : 'lf',
  rules?: ReadRules,
): Conversion {
  const attributes = openAttributes(repo, rules)
  const settings = lineEndingSettings(repo, nativeEol)
  const ruleOf = (path: string): LineEndingRule => {
    const filter = filterOf(attributes, path)
    if (filter !== null) throw new Failure('FILTERED_FILE', { path, filter })
    const found = attributes.of(path)
    return lineEndingRule({ text: found.get('text') ?? legacyText(found.get('crlf')), eol: found.get('eol') }, settings)
  }
  return {
    toStored: (path, bytes, known) => toStored(bytes, ruleOf(path), known),
    toWorking: (path, bytes) => toWorking(bytes, ruleOf(path)),
    filterOf: (path) => filterOf(attributes, path),
  }
}

function filterOf(attributes: AttributeRules, path: string): string | null {
  const found = attributes.of(path)
  const filter = found.get('filter')
  if (typeof filter === 'string') return filter
  const encoding = found.get('working-tree-encoding')
  if (typeof encoding === 'string' && !/^utf-?8$/i.test(encoding)) return 'working-tree-encoding'
  return found.get('ident') === true ? 'ident' : null
}

/** The attribute `text` under its old name (gitattributes, "Backwards compatibility with crlf attribute"). */
function legacyText(crlf: string | boolean | undefined): string | boolean | undefined {
  return crlf === 'input' ? true : crlf
}

function lineEndingSettings(repo: Repo, nativeEol: 'lf' | 'crlf'): LineEndingSettings {
  const config = readConfig(repo)
  const autocrlf =
    config.get('core.autocrlf')?.toLowerCase() === 'input' ? 'input' : config.bool('core.autocrlf') ? 'true' : 'false'
  const eol = config.get('core.eol')?.toLowerCase()
  return { autocrlf, eol: eol === 'lf' || eol === 'crlf' ? eol : 'native', nativeEol }
}
