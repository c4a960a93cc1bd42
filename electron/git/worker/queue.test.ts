import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createQueue } from './queue.ts'
import { type Access, arrive, EMPTY_LANES, finish, type Lanes, leave } from './queue-lanes.ts'

const access = fc.constantFrom<Access>('reads', 'writes', 'remote')

function sound(lanes: Lanes): boolean {
  const count = (kind: Access) => lanes.running.filter((one) => one.access === kind).length
  return count('writes') <= 1 && count('remote') <= 1 && (count('writes') === 0 || count('reads') === 0)
}

describe('lanes', () => {
  it('never lets a writer run beside anyone but a remote operation, and lets everybody have a turn', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('arrive' as const), access }),
      fc.record({ kind: fc.constantFrom('finish' as const, 'leave' as const), pick: fc.nat() }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let lanes: Lanes = EMPTY_LANES
        steps.forEach((one, ticket) => {
          if (one.kind === 'arrive') lanes = arrive(lanes, { ticket, access: one.access }).lanes
          else {
            const from = one.kind === 'finish' ? lanes.running : lanes.waiting
            const picked = from[one.pick % Math.max(1, from.length)]
            if (picked) lanes = (one.kind === 'finish' ? finish : leave)(lanes, picked.ticket).lanes
          }
          expect(sound(lanes)).toBe(true)
        })
        for (let left = lanes.running.length + lanes.waiting.length; left > 0; left -= 1) {
          const running = lanes.running[0]
          expect(running).toBeDefined()
          if (running) lanes = finish(lanes, running.ticket).lanes
        }
        expect(lanes).toEqual(EMPTY_LANES)
      }),
    )
  })

  it('lets no later reader overtake a waiting writer', () => {
    const reading = arrive(EMPTY_LANES, { ticket: 0, access: 'reads' })
    const writing = arrive(reading.lanes, { ticket: 1, access: 'writes' })
    const late = arrive(writing.lanes, { ticket: 2, access: 'reads' })
    expect([reading.started, writing.started, late.started]).toEqual([[0], [], []])
    const next = finish(late.lanes, 0)
    expect(next.started).toEqual([1])
    expect(finish(next.lanes, 1).started).toEqual([2])
  })
})

describe('queue', () => {
  function gate() {
    let resolve = () => {}
    const promise = new Promise<void>((settle) => {
      resolve = settle
    })
    return { promise, resolve }
  }

  it('does not let a remote operation hold up readers or writers', async () => {
    const queue = createQueue()
    const network = gate()
    const fetching = queue.run('repo', 'remote', () => network.promise)
    expect(await queue.run('repo', 'reads', async () => 'read')).toBe('read')
    expect(await queue.run('repo', 'writes', async () => 'written')).toBe('written')
    network.resolve()
    await fetching
  })

  it('keeps repositories apart', async () => {
    const queue = createQueue()
    const held = gate()
    const writing = queue.run('one', 'writes', () => held.promise)
    expect(await queue.run('two', 'writes', async () => 'free')).toBe('free')
    held.resolve()
    await writing
  })

  it('lets an operation that waits be aborted, and says so to nobody else', async () => {
    const queue = createQueue()
    const held = gate()
    const order: string[] = []
    const first = queue.run('repo', 'writes', () => held.promise)
    const controller = new AbortController()
    const waiting: string[] = []
    const second = queue.run('repo', 'writes', async () => void order.push('second'), {
      signal: controller.signal,
      onWaiting: () => waiting.push('second'),
    })
    const third = queue.run('repo', 'reads', async () => void order.push('third'))
    controller.abort()
    await expect(second).rejects.toThrow('aborted')
    held.resolve()
    await Promise.all([first, third])
    expect(order).toEqual(['third'])
    expect(waiting).toEqual(['second'])
  })

  it('goes on after work that failed', async () => {
    const queue = createQueue()
    await expect(queue.run('repo', 'writes', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await queue.run('repo', 'writes', async () => 'next')).toBe('next')
  })
})
