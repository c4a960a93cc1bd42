import { Failure } from '../failure.ts'

const HALF_CHARACTER = /\p{Surrogate}/u

/**
 * A path of a REST interface or of web pages, each part encoded once and whole: safePath`/repos/${owner}/${name}`. A part
 * that is empty or that every URL parser takes for a step (`.`, `..`, also when encoded) would name another place, so it
 * fails with `INVALID_PATH`; so does half a surrogate pair, which cannot be encoded.
 */
export function safePath(strings: TemplateStringsArray, ...parts: (string | number | Slashed)[]): string {
  return strings.map((text, i) => text + encodedPart(parts[i])).join('')
}

/** Marks a part whose slashes are the path's own, such as a file's path or the name of a branch. An empty one stays empty. */
export interface Slashed {
  slashed: string
}

export function slashed(path: string): Slashed {
  return { slashed: path }
}

function encodedPart(part: string | number | Slashed | undefined): string {
  if (part === undefined) return ''
  if (typeof part !== 'object') return encodedSegment(String(part))
  return part.slashed === '' ? '' : part.slashed.split('/').map(encodedSegment).join('/')
}

function encodedSegment(segment: string): string {
  const isStep = segment === '' || segment === '.' || segment === '..'
  if (isStep || HALF_CHARACTER.test(segment)) throw new Failure('INVALID_PATH', { path: segment })
  return encodeURIComponent(segment)
}
