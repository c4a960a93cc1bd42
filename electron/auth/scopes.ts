import type { NeededScope } from './providers/provider.ts'

/** Rights as an answer or a header lists them: separated by spaces, or by commas at GitHub. Null where nothing is told. */
export function readScopes(told: string | undefined): string[] | null {
  if (told === undefined) return null
  return told.split(/[\s,]+/).filter((scope) => scope !== '')
}

/** The needed rights that a token lacks; none where the host does not tell what it has. */
export function missingScopes(needed: readonly NeededScope[], has: readonly string[] | null): string[] {
  if (has === null) return []
  return needed.filter(({ heldBy }) => !heldBy.some((scope) => has.includes(scope))).map(({ name }) => name)
}
