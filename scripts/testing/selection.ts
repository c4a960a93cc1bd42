/** The stages of `npm test` in the order in which they run. */
export const STAGES = ['lint', 'types', 'unit', 'integration', 'build', 'electron', 'browser-host'] as const
export type StageName = (typeof STAGES)[number]

export type Selection = { kind: 'stages'; stages: StageName[] } | { kind: 'unknown'; word: string }

/**
 * Which stages the words after `npm test --` ask for: none means all, `e2e` means both hosts, and a host brings the build
 * that it runs on.
 */
export function selectStages(words: readonly string[]): Selection {
  if (words.length === 0) return { kind: 'stages', stages: [...STAGES] }
  const wanted = new Set<StageName>()
  for (const word of words) {
    const named = word === 'e2e' ? (['electron', 'browser-host'] as const) : STAGES.filter((stage) => stage === word)
    if (named.length === 0) return { kind: 'unknown', word }
    for (const stage of named) wanted.add(stage)
  }
  if (wanted.has('electron') || wanted.has('browser-host')) wanted.add('build')
  return { kind: 'stages', stages: STAGES.filter((stage) => wanted.has(stage)) }
}
