interface Group {
  start: number
  end: number
}

/** One of two compared sequences; `changed` is 1 where an element has no partner, with a 0 after the last. */
export interface Marked {
  readonly ids: Int32Array
  readonly changed: Uint8Array
}

/**
 * Slides runs of changes to where they line up with changes of the other sequence, else as far down as they go; runs that meet
 * become one. As `xdl_change_compact` in git/xdiff/xdiffi.c without the indent heuristic, which `git merge-file` does not use.
 */
export function compactChanges(own: Marked, other: Marked): void {
  const group = firstGroup(own)
  const partner = firstGroup(other)
  do {
    if (group.end !== group.start) slide(own, other, group, partner)
  } while (nextGroup(own, group) && nextGroup(other, partner))
}

function slide(own: Marked, other: Marked, group: Group, partner: Group): void {
  let size: number
  let earliestEnd: number
  let meetsPartner: boolean
  do {
    size = group.end - group.start
    meetsPartner = false
    while (slideUp(own, group)) previousGroup(other, partner)
    earliestEnd = group.end
    if (partner.end > partner.start) meetsPartner = true
    while (slideDown(own, group)) {
      nextGroup(other, partner)
      if (partner.end > partner.start) meetsPartner = true
    }
  } while (size !== group.end - group.start)
  if (group.end === earliestEnd || !meetsPartner) return
  while (partner.end === partner.start) {
    slideUp(own, group)
    previousGroup(other, partner)
  }
}

function firstGroup({ changed }: Marked): Group {
  let end = 0
  while (changed[end]) end += 1
  return { start: 0, end }
}

function nextGroup({ ids, changed }: Marked, group: Group): boolean {
  if (group.end === ids.length) return false
  group.start = group.end + 1
  group.end = group.start
  while (changed[group.end]) group.end += 1
  return true
}

function previousGroup({ changed }: Marked, group: Group): boolean {
  if (group.start === 0) return false
  group.end = group.start - 1
  group.start = group.end
  while (changed[group.start - 1]) group.start -= 1
  return true
}

function slideDown({ ids, changed }: Marked, group: Group): boolean {
  if (group.end >= ids.length || ids[group.start] !== ids[group.end]) return false
  changed[group.start] = 0
  changed[group.end] = 1
  group.start += 1
  group.end += 1
  while (changed[group.end]) group.end += 1
  return true
}

function slideUp({ ids, changed }: Marked, group: Group): boolean {
  if (group.start === 0 || ids[group.start - 1] !== ids[group.end - 1]) return false
  group.start -= 1
  group.end -= 1
  changed[group.start] = 1
  changed[group.end] = 0
  while (changed[group.start - 1]) group.start -= 1
  return true
}
