/**
 * What `info/sparse-checkout` says of a clone that has these folders alone in its working folder, in the one form that Git's cone
 * mode reads (git-sparse-checkout, "INTERNALS—CONE PATTERN SET"). That form always names the files at the root and in parent
 * folders, too; a managed clone leaves them out by their index entries (docs/adr/0012).
 */
export function conePatterns(folders: readonly string[]): string {
  const whole = topmost(folders)
  const parents = new Set(whole.flatMap(parentsOf))
  const named = [
    ...[...parents].map((path) => ({ path, lines: [`/${escaped(path)}/`, `!/${escaped(path)}/*/`] })),
    ...whole.map((path) => ({ path, lines: [`/${escaped(path)}/`] })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
  return ['/*', '!/*/', ...named.flatMap(({ lines }) => lines), ''].join('\n')
}

/** The folders without those that lie in another of them. */
export function topmost(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)))
}

/** The folders above a path, from the root on. */
export function parentsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'))
}

function escaped(path: string): string {
  return path.replace(/[*?[\\]/g, '\\$&')
}
