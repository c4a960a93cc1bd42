/** Where a list stands: its first visible row, and how many pixels of it are above the edge. Null at the very top. */
export interface Place {
  id: string
  offset: number
}

/** The place of a list of equal rows that is scrolled by so many pixels. */
export function firstCommitInSight(rows: readonly { id: string }[], scrollTop: number, rowHeight: number): Place | null {
  const index = Math.floor(scrollTop / rowHeight)
  const row = rows[index]
  return scrollTop <= 0 || row === undefined ? null : { id: row.id, offset: scrollTop - index * rowHeight }
}

/** How far the list has to be scrolled to stand at this place again, in pixels; null where the row is gone. */
export function scrollFor(rows: readonly { id: string }[], place: Place, rowHeight: number): number | null {
  const index = rows.findIndex(({ id }) => id === place.id)
  return index < 0 ? null : index * rowHeight + place.offset
}
