import { z } from 'zod'
import { readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import type { Repository } from './answers.ts'
import { type AzureContext, organisationPath, VERSION } from './context.ts'

/** Git repositories among the security namespaces, and the bits of two of its rights (`Security namespaces and permissions`). */
const GIT_REPOSITORIES = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87'
const RIGHTS = { contribute: 4, bypassPoliciesWhenPushing: 128 } as const
/** Repositories asked about in one request: an address may have about 2,000 characters. */
const AT_ONCE = 15

/**
 * On which of the repositories the person has a right, by their ids; null where the host does not tell. (A token may lack the
 * right to ask.)
 */
export async function readRights(
  context: AzureContext,
  organisation: string,
  right: keyof typeof RIGHTS,
  repositories: readonly Repository[],
  signal?: AbortSignal,
): Promise<Map<string, boolean>> {
  const groups = Array.from({ length: Math.ceil(repositories.length / AT_ONCE) }, (_, i) =>
    repositories.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  )
  const path = organisationPath(context, organisation) + safePath`/_apis/permissions/${GIT_REPOSITORIES}/${RIGHTS[right]}`
  const answers = await Promise.all(
    groups.map(async (group): Promise<[string, boolean][]> => {
      const tokens = group.map(({ id, project }) => `repoV2/${project.id}/${id}`).join(',')
      const answer = await context.rest.get(path, { query: { ...VERSION, tokens, delimiter: ',' }, signal })
      const { value } = readAnswer(z.object({ value: z.array(z.boolean()).length(group.length) }), answer, context.domain)
      return group.flatMap(({ id }, i) => (value[i] === undefined ? [] : [[id, value[i]]]))
    }),
  )
  return new Map(answers.flat())
}
