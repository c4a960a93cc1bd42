import { english, type TextKey } from '#renderer/texts/catalogue.ts'
import type { Translate } from '#renderer/texts/texts.ts'
import type { SyntaxProblem } from './syntax-problems.ts'

type ProblemKey = Extract<keyof typeof english.apiWorkspace, `json.${string}` | `yaml.${string}`>

function isProblemKey(key: string): key is ProblemKey {
  return Object.hasOwn(english.apiWorkspace, key)
}

/** A syntax problem in words: the catalogue's where it knows the parser's code, else the parser's own within ours. */
export function problemWords(t: Translate, problem: SyntaxProblem): string {
  const known = `${problem.syntax}.${problem.code}`
  const key: TextKey = isProblemKey(known) ? `apiWorkspace.${known}` : `apiWorkspace.${problem.syntax}.other`
  return t(key, { detail: problem.detail ?? '' })
}
