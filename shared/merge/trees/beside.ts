/** A free name beside a path for a second file that should have had it: `Pets.json` becomes `Pets~theirs.json`. */
export function beside(path: string, side: 'mine' | 'theirs', isFree: (path: string) => boolean): string {
  const start = path.lastIndexOf('/') + 1
  const dot = path.lastIndexOf('.')
  const cut = dot > start ? dot : path.length
  for (let count = 1; ; count += 1) {
    const name = `${path.slice(0, cut)}~${side}${count === 1 ? '' : count}${path.slice(cut)}`
    if (isFree(name)) return name
  }
}
