import { branchNameProblem } from '#shared/domain/branch-name.ts'

/** Longer names are cut in every list that shows them. */
const LONGEST = 48

/**
 * A name for the branch that a commit with this summary could go to: its words with dashes, `feat: list pets` as
 * `feat/list-pets`. Always one that Git takes; `fallback` where the summary has no letters.
 */
export function suggestBranchName(summary: string, fallback: string): string {
  const [, kind, rest] = /^\s*([a-z]+)(?:\([^)]*\))?!?:\s*(.+)$/su.exec(summary) ?? [null, null, summary]
  const words = dashed(rest ?? '')
  const name = words === '' ? dashed(fallback) : kind ? `${kind}/${words}` : words
  return branchNameProblem(name) === null ? name : 'changes'
}

function dashed(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  let name = ''
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`
    if ([...longer].length > LONGEST) break
    name = longer
  }
  return name === '' ? [...(words[0] ?? '')].slice(0, LONGEST).join('') : name
}
