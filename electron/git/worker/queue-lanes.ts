/**
 * What an operation does to its repository. Readers run together; a writer runs alone among readers and writers; operations
 * that talk to the remote follow each other, but in their own lane: a slow network keeps nobody from reading or committing.
 * An operation that does both (a pull) takes its turn in the writers' lane for its local part.
 */
export type Access = 'reads' | 'writes' | 'remote'

export interface Ticket {
  ticket: number
  access: Access
}

/** Who runs and who waits, in order of arrival. A value: every change makes a new one. */
export interface Lanes {
  running: readonly Ticket[]
  waiting: readonly Ticket[]
}

export const EMPTY_LANES: Lanes = { running: [], waiting: [] }

export function isIdle(lanes: Lanes): boolean {
  return lanes.running.length === 0 && lanes.waiting.length === 0
}

/** Takes an operation in. `started` names those that may begin now. */
export function arrive(lanes: Lanes, ticket: Ticket): { lanes: Lanes; started: number[] } {
  return admit({ ...lanes, waiting: [...lanes.waiting, ticket] })
}

/** An operation has ended. */
export function finish(lanes: Lanes, ticket: number): { lanes: Lanes; started: number[] } {
  return admit({ ...lanes, running: lanes.running.filter((one) => one.ticket !== ticket) })
}

/** An operation that still waits gives up. */
export function leave(lanes: Lanes, ticket: number): { lanes: Lanes; started: number[] } {
  return admit({ ...lanes, waiting: lanes.waiting.filter((one) => one.ticket !== ticket) })
}

function admit(lanes: Lanes): { lanes: Lanes; started: number[] } {
  const running = [...lanes.running]
  const waiting: Ticket[] = []
  const started: number[] = []
  for (const ticket of lanes.waiting) {
    if ([...running, ...waiting].some((earlier) => excludes(earlier.access, ticket.access))) {
      waiting.push(ticket)
    } else {
      running.push(ticket)
      started.push(ticket.ticket)
    }
  }
  return { lanes: { running, waiting }, started }
}

/** A reader excludes a later writer also while both wait, so that nobody overtakes and nobody starves. */
function excludes(earlier: Access, later: Access): boolean {
  if (earlier === 'remote' || later === 'remote') return earlier === later
  return earlier === 'writes' || later === 'writes'
}
