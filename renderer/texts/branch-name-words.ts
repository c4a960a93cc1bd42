import type { BranchNameProblem } from '#shared/domain/branch-name.ts'
import type { Translate } from './texts.ts'

/** Why a name can't be a branch's, in words for the field. */
export function branchNameWords(t: Translate, problem: BranchNameProblem): string {
  switch (problem.kind) {
    case 'forbidden-character':
      return t(`common.branchName.forbidden-character.${namedCharacter(problem.part)}`, { part: problem.part })
    case 'forbidden-sequence':
    case 'forbidden-dot':
    case 'reserved':
      return t(`common.branchName.${problem.kind}`, { part: problem.part })
    case 'blank':
    case 'leading-dash':
    case 'slash-at-an-end':
    case 'too-long':
      return t(`common.branchName.${problem.kind}`)
  }
}

/** Characters that can't be seen are called by their names. */
function namedCharacter(part: string): 'space' | 'control' | 'shown' {
  if (part === ' ') return 'space'
  return part < ' ' || part === '\u007f' ? 'control' : 'shown'
}
