import { azureError, describeItem, wrapped } from './azure-devops-answers.ts'
import { branchesOf, defaultBranchOf, placeOf } from './bare-repository.ts'
import type { RestAnswer, RestRequest, SandboxRepository } from './model.ts'

/** `Items - List`: the item itself, and with `oneLevel` what lies directly in it. */
export function answerItems({ query }: RestRequest, { bare, path: { name } }: SandboxRepository): RestAnswer {
  const branches = branchesOf(bare)
  if (branches.length === 0)
    return azureError(404, `VS403403: Cannot find any branches for the ${name} repository.`, 'NoBranches')
  const branch = query.get('versionDescriptor.version') ?? defaultBranchOf(bare) ?? ''
  const commit = branches.find((each) => each.name === branch)?.commit
  if (commit === undefined) {
    const words = `TF401175: The version descriptor <Branch: ${branch} > could not be resolved to a version in the repository ${name}`
    return azureError(404, words, 'GitUnresolvableToCommitException')
  }
  const path = (query.get('scopePath') ?? '/').replace(/^\/+|\/+$/g, '')
  const place = placeOf(bare, commit, path)
  if (place.kind === 'missing') {
    const words = `TF401174: The item '/${path}' could not be found in the repository '${name}' at the version specified by '<Branch: ${branch} >' (resolved to commit '${commit}')`
    return azureError(404, words, 'GitItemNotFoundException')
  }
  if (place.kind === 'file') {
    return { status: 200, body: wrapped([describeItem({ path, kind: 'file', id: place.id }, commit)]) }
  }
  const self = describeItem({ path, kind: 'folder', id: place.id }, commit)
  const oneLevel = query.get('recursionLevel')?.toLowerCase() === 'onelevel'
  const below = oneLevel ? place.entries.map((entry) => describeItem(entry, commit)) : []
  return { status: 200, body: wrapped([self, ...below]) }
}
