interface Waiting<T> {
  item: T
  seconds: number
  turn: number
}

/** Hands out the newest first, and of the same second the one that came first, as Git's own queue of commits does. */
export class DateQueue<T> {
  readonly #heap: Waiting<T>[] = []
  #turn = 0

  push(item: T, seconds: number): void {
    const heap = this.#heap
    const added = { item, seconds, turn: this.#turn++ }
    let at = heap.push(added) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (!parent || !isBefore(added, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = added
  }

  pop(): T | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first?.item
    let at = 0
    for (;;) {
      const below = this.#firstOf(2 * at + 1, 2 * at + 2)
      const child = heap[below]
      if (!child || !isBefore(child, last)) break
      heap[at] = child
      at = below
    }
    heap[at] = last
    return first.item
  }

  #firstOf(left: number, right: number): number {
    const [one, other] = [this.#heap[left], this.#heap[right]]
    return one && other && isBefore(other, one) ? right : left
  }
}

function isBefore(a: Waiting<unknown>, b: Waiting<unknown>): boolean {
  return a.seconds > b.seconds || (a.seconds === b.seconds && a.turn < b.turn)
}
