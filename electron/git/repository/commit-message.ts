/** A message as `git commit --cleanup=whitespace` stores it: no spaces at line ends, no blank lines at the ends or in a row. */
export function cleanMessage(message: string): string {
  const lines = message
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
  const kept = lines.filter((line, i) => line !== '' || (lines[i - 1] ?? '') !== '')
  const text = kept.join('\n').replace(/^\n+/, '').trimEnd()
  return text === '' ? '' : `${text}\n`
}

/** How the words of a merge end: with the branch that takes it in, unless that is `master` (git-config, `merge.suppressDest`). */
export function mergedInto(branch: string): string {
  return branch === 'master' ? '' : ` into ${branch}`
}
