/** What is wrong with a name for a branch; `part` is the offending piece, for the words. */
export type BranchNameProblem =
  | { kind: 'blank' }
  /** A character that Git takes for something else: space, control characters, `~ ^ : ? * [ \`. */
  | { kind: 'forbidden-character'; part: string }
  /** `..`, `@{`, `//` or another run of characters that means something to Git. */
  | { kind: 'forbidden-sequence'; part: string }
  /** A part between slashes begins with `.` or ends with `.lock`, or the name ends with `.`. */
  | { kind: 'forbidden-dot'; part: string }
  | { kind: 'slash-at-an-end' }
  | { kind: 'leading-dash' }
  /** `HEAD` and `@` stand for what is checked out. */
  | { kind: 'reserved'; part: string }
  /** A part between slashes that no file system takes as a file's name: Git keeps branches as files. */
  | { kind: 'too-long' }

/** Bytes of UTF-8 in one file name, less what a lock file's ending needs (`.lock`). */
const LONGEST_PART = 255 - 5

/**
 * Judges a branch name by the rules of Git itself (git-check-ref-format, "DESCRIPTION" and `--branch`); null for a good one.
 * Typing spaces around it is not held against a name: trim first what a person typed.
 */
export function branchNameProblem(name: string): BranchNameProblem | null {
  if (name === '') return { kind: 'blank' }
  if (name === 'HEAD' || name === '@') return { kind: 'reserved', part: name }
  if (name.startsWith('-')) return { kind: 'leading-dash' }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Git forbids exactly these.
  const character = /[\u0000-\u0020\u007f~^:?*[\\]/.exec(name)?.[0]
  if (character !== undefined) return { kind: 'forbidden-character', part: character }
  const sequence = /\.\.|@\{|\/\//.exec(name)?.[0]
  if (sequence !== undefined) return { kind: 'forbidden-sequence', part: sequence }
  if (name.startsWith('/') || name.endsWith('/')) return { kind: 'slash-at-an-end' }
  const parts = name.split('/')
  const dotted = parts.find((part) => part.startsWith('.') || part.endsWith('.lock'))
  if (dotted !== undefined) return { kind: 'forbidden-dot', part: dotted }
  if (name.endsWith('.')) return { kind: 'forbidden-dot', part: parts.at(-1) ?? '' }
  return parts.some((part) => new TextEncoder().encode(part).length > LONGEST_PART) ? { kind: 'too-long' } : null
}
