export interface Sight {
  /** How far the list is scrolled, its height, and that of a row, in pixels. */
  top: number
  height: number
  rowHeight: number
}

/** Rows beyond each edge that exist already when they are scrolled to. */
const BEYOND = 4

/** The rows that have to exist: those in sight and a few beyond; `to` is the one after the last. */
export function rowsInSight({ top, height, rowHeight, count }: Sight & { count: number }): { from: number; to: number } {
  const last = Math.max(0, count * rowHeight - height)
  const at = Math.min(top, last)
  const from = Math.max(0, Math.floor(at / rowHeight) - BEYOND)
  return { from, to: Math.min(count, Math.ceil((at + height) / rowHeight) + BEYOND) }
}

/** How far the list has to be scrolled to show a row, and `above` rows before it; as it is where they are in sight. */
export function scrolledTo({ top, height, rowHeight }: Sight, row: number, above: number): number {
  const first = (row - above) * rowHeight
  const end = (row + 1) * rowHeight
  if (first < top) return first
  return end > top + height ? end - height : top
}

export interface Place {
  rows: readonly { kind: 'heading' | 'option' }[]
  /** The active row; -1 where none is. */
  at: number
  /** How many rows a page key goes. */
  page: number
}

/** The row that a key leads to, over headings and not beyond the ends; null for a key that leads nowhere. */
export function afterKey(key: string, { rows, at, page }: Place): number | null {
  switch (key) {
    case 'ArrowDown':
      return optionFrom(rows, at + 1, 1) ?? optionFrom(rows, rows.length - 1, -1)
    case 'ArrowUp':
      return optionFrom(rows, at - 1, -1) ?? optionFrom(rows, 0, 1)
    case 'Home':
      return optionFrom(rows, 0, 1)
    case 'End':
      return optionFrom(rows, rows.length - 1, -1)
    case 'PageDown':
      return optionFrom(rows, Math.min(rows.length - 1, at + page), 1) ?? optionFrom(rows, rows.length - 1, -1)
    case 'PageUp':
      return optionFrom(rows, Math.max(0, at - page), -1) ?? optionFrom(rows, 0, 1)
    default:
      return null
  }
}

function optionFrom(rows: Place['rows'], from: number, direction: 1 | -1): number | null {
  for (let at = from; at >= 0 && at < rows.length; at += direction) if (rows[at]?.kind === 'option') return at
  return null
}
