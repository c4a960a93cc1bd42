/** One refspec of a remote's `fetch` setting (git-fetch, "CONFIGURED REMOTE-TRACKING BRANCHES"). */
export interface Refspec {
  source: string
  target: string
  /** Written with a `+`: the target follows even where the source does not come after it. */
  forced: boolean
}

/** The refspecs that keep a ref here; negative ones (`^`) take names from all of them. */
export interface Refspecs {
  kept: readonly Refspec[]
  excluded: readonly string[]
}

export function parseRefspecs(texts: readonly string[]): Refspecs {
  const kept = texts.flatMap((text) => {
    const [source = '', target = ''] = text.replace(/^\+/, '').split(':')
    return source.startsWith('^') || !target.startsWith('refs/') ? [] : [{ source, target, forced: text.startsWith('+') }]
  })
  return { kept, excluded: texts.filter((text) => text.startsWith('^')).map((text) => text.slice(1)) }
}

/** Where the first refspec that speaks of a remote's ref keeps it here; null where none does. */
export function keptAt({ kept, excluded }: Refspecs, name: string): { ref: string; forced: boolean } | null {
  if (excluded.some((pattern) => starOf(pattern, name) !== null)) return null
  for (const { source, target, forced } of kept) {
    const star = starOf(source, name)
    if (star !== null) return { ref: target.replace('*', () => star), forced }
  }
  return null
}

/** Which ref of the remote a ref here stands for; null where no refspec keeps anything there. */
export function standsFor({ kept }: Refspecs, ref: string): string | null {
  for (const { source, target } of kept) {
    const star = starOf(target, ref)
    if (star !== null) return source.replace('*', () => star)
  }
  return null
}

/** What the star of a pattern stands for in a name: empty for a pattern without one, null where it does not match. */
function starOf(pattern: string, name: string): string | null {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === name ? '' : null
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)]
  const matches = name.startsWith(before) && name.endsWith(after) && name.length >= before.length + after.length
  return matches ? name.slice(before.length, name.length - after.length) : null
}
