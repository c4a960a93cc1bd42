import { DateQueue } from './date-queue.ts'

/** What lies behind one place of a history; `lacking` where that is not in this clone. */
export type Step = { kind: 'known'; shown: boolean; next: readonly string[] } | { kind: 'lacking'; what: 'history' | 'trees' }

/** A history to walk: places are commits, or stand for what is cut off below one. */
export interface Graph {
  step(place: string): Step
  /** When it was committed, in seconds; null where that can't be known yet. */
  secondsOf(place: string): number | null
}

export type Advance =
  | { kind: 'shown'; place: string }
  /** One place that is not shown was passed: there may be more. */
  | { kind: 'passed' }
  | { kind: 'lacking'; place: string; what: 'history' | 'trees' }
  | { kind: 'end' }

export interface HistoryWalk {
  /** Goes on by one place. After `lacking` the same place is tried again. */
  advance(): Advance
}

interface Place {
  name: string
  seconds: number
  /** Children that were seen and are still to come. */
  waitsFor: number
  step: Extract<Step, { kind: 'known' }> | null
  isPast: boolean
}

/** So many commits are looked at before their turn, so that a child whose clock ran late is seen before its parent's turn. */
const LOOK_AHEAD = 256

/**
 * Walks newest first, never to a parent before its children (`git log --date-order`), and never further than it has to. A child
 * that is dated before some hundreds of its own ancestors' contemporaries comes late, as with plain `git log`.
 */
export function openWalk(start: string, graph: Graph): HistoryWalk {
  const places = new Map<string, Place>()
  const unexplored = new DateQueue<Place>()
  const ready = new DateQueue<Place>()
  let ahead = 0

  const placeOf = (name: string, fallback: number): Place => {
    const known = places.get(name)
    if (known) return known
    const place: Place = { name, seconds: graph.secondsOf(name) ?? fallback, waitsFor: 0, step: null, isPast: false }
    places.set(name, place)
    unexplored.push(place, place.seconds)
    return place
  }
  const explore = (place: Place): Step => {
    if (place.step) return place.step
    const step = graph.step(place.name)
    if (step.kind === 'lacking') return step
    place.step = step
    ahead += 1
    for (const name of step.next) {
      const next = placeOf(name, place.seconds)
      if (!next.isPast) next.waitsFor += 1
    }
    return step
  }
  const lookAhead = () => {
    while (ahead < LOOK_AHEAD) {
      const place = unexplored.pop()
      if (!place) return
      if (!place.isPast) explore(place)
    }
  }
  const leave = (place: Place, next: readonly string[]) => {
    place.isPast = true
    place.step = null
    ahead -= 1
    for (const name of next) {
      const below = placeOf(name, place.seconds)
      if (below.isPast) continue
      below.waitsFor -= 1
      if (below.waitsFor === 0) ready.push(below, below.seconds)
    }
  }

  const first = placeOf(start, 0)
  ready.push(first, first.seconds)
  return {
    advance() {
      lookAhead()
      for (let place = ready.pop(); place; place = ready.pop()) {
        // One that waits again comes back once its children are past.
        if (place.isPast || place.waitsFor > 0) continue
        const step = explore(place)
        if (step.kind === 'lacking') {
          ready.push(place, place.seconds)
          return { kind: 'lacking', place: place.name, what: step.what }
        }
        leave(place, step.next)
        return step.shown ? { kind: 'shown', place: place.name } : { kind: 'passed' }
      }
      return { kind: 'end' }
    },
  }
}
