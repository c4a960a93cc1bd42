import type { Translate } from '#renderer/texts/texts.ts'
import type { DirectoryProblem } from '#shared/contract/connections.ts'

/** Why a directory is refused (requirement B5), in words for its field. */
export function problemWords(t: Translate, problem: DirectoryProblem): string {
  switch (problem.kind) {
    case 'nested':
      return t(`connectRepository.problem.nested.${problem.outer}`)
    case 'invalid-name':
      return t('connectRepository.problem.invalid-name', { name: problem.name })
    default:
      return t(`connectRepository.problem.${problem.kind}`)
  }
}
