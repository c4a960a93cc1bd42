/** As long as the contract takes a title (`pullRequests.create`), in UTF-16 units. */
const LONGEST = 255

/** A title for the pull request of a branch: the last commit's subject, or the branch's name in words. */
export function suggestTitle(subject: string, branch: string): string {
  const title = subject.trim() === '' ? (branch.split('/').at(-1) ?? branch).replaceAll(/[-_]+/g, ' ').trim() : subject.trim()
  if (title.length <= LONGEST) return title
  const cut = title.slice(0, LONGEST - 1)
  // Half of a pair would be no character.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
