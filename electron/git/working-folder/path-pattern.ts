import { wildcardExpression } from './wildmatch.ts'

/** One pattern of an ignore or attributes file, ready to be held against paths relative to that file's folder. */
export interface PathPattern {
  negated: boolean
  foldersOnly: boolean
  matches(relativePath: string, isFolder: boolean): boolean
}

/** Reads a pattern (gitignore, "PATTERN FORMAT"). One without a slash inside matches the last part of a path. */
export function compilePattern(text: string, options: { ignoreCase: boolean }): PathPattern {
  let pattern = text
  const negated = pattern.startsWith('!')
  if (negated) pattern = pattern.slice(1)
  const foldersOnly = pattern.endsWith('/')
  if (foldersOnly) pattern = pattern.slice(0, -1)
  const anchored = pattern.includes('/')
  if (pattern.startsWith('/')) pattern = pattern.slice(1)
  const expression = wildcardExpression(pattern, options)
  return {
    negated,
    foldersOnly,
    matches(path, isFolder) {
      if (foldersOnly && !isFolder) return false
      return expression.test(anchored ? path : path.slice(path.lastIndexOf('/') + 1))
    },
  }
}
