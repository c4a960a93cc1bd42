import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#electron/failure.ts'
import { readGreeting } from './advertisement.ts'
import { FetchRefused } from './fetch-request.ts'
import type { PackExchange } from './pack-exchange.ts'
import { BadPacket, DELIMITER, encodePacket, FLUSH, readPackets } from './pkt-line.ts'
import { fetchOffers, readFetchAnswer, readListedRef } from './protocol-2.ts'

const anyId = fc.stringMatching(/^[0-9a-f]{40}$/)
const anyBytes = fc.uint8Array({ maxLength: 300 })

/** A stream that hands over `bytes` in pieces of `size`. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** An exchange without any server; the pack's bytes are gathered in `received`. */
function exchange(changes: Partial<PackExchange> = {}): PackExchange & { received: Buffer } {
  const made = {
    session: {
      domain: 'https://git.example',
      words: (text: string) => text,
      failure: (error: unknown) => error,
      advertise: () => Promise.reject(new Error('No server.')),
      greet: () => Promise.reject(new Error('No server.')),
      post: () => Promise.reject(new Error('No server.')),
      close: () => Promise.resolve(),
    },
    wants: ['1'.repeat(40)],
    negotiator: null,
    filter: null,
    depth: { kind: 'full' as const },
    boundary: [],
    received: Buffer.alloc(0),
    receive(bytes: Uint8Array) {
      made.received = Buffer.concat([made.received, bytes])
    },
    ...changes,
  }
  return made
}
const band = (channel: number, bytes: Uint8Array) => {
  const length = (bytes.length + 5).toString(16).padStart(4, '0')
  return Buffer.concat([Buffer.from(length), Buffer.from([channel]), bytes])
}
const lines = (...texts: string[]) => texts.map((text) => encodePacket(`${text}\n`))
const read = (bytes: Uint8Array, size: number, from: PackExchange) => readFetchAnswer(readPackets(inPieces(bytes, size)), from)

describe('an answer to fetch', () => {
  it('gives back every section, however it is cut into pieces', async () => {
    const some = fc.array(anyId, { maxLength: 5 })
    const anyPack = fc.array(anyBytes, { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(some, some, some, anyPack, fc.integer({ min: 1, max: 80 }), async (acks, cut, healed, pack, size) => {
        const bytes = Buffer.concat([
          ...lines('acknowledgments', ...acks.map((oid) => `ACK ${oid}`), 'ready'),
          DELIMITER,
          ...lines('shallow-info', ...cut.map((oid) => `shallow ${oid}`), ...healed.map((oid) => `unshallow ${oid}`)),
          DELIMITER,
          ...lines('packfile'),
          band(2, Buffer.from('Counting')),
          ...pack.map((part) => band(1, part)),
          FLUSH,
        ])
        const made = exchange()
        expect(await read(bytes, size, made)).toEqual({ kind: 'pack', update: { shallow: cut, unshallow: healed } })
        expect(made.received).toEqual(Buffer.concat(pack))
      }),
    )
  })

  it('that is anything else ends in a failure, never in a pack', async () => {
    const honest = Buffer.concat([...lines('packfile'), band(1, Buffer.from('PACK')), FLUSH])
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.nat({ max: honest.length - 1 }), async (noise, kept) => {
        for (const bytes of [noise, honest.subarray(0, kept)]) {
          const outcome = await read(bytes, 7, exchange()).catch((error: unknown) => error)
          expect(outcome instanceof BadPacket || outcome instanceof Failure).toBe(true)
        }
      }),
    )
  })

  it('in the middle of negotiating says what both have', async () => {
    const bytes = Buffer.concat([...lines('acknowledgments', `ACK ${'a'.repeat(40)}`), FLUSH])
    expect(await read(bytes, 3, exchange())).toEqual({ kind: 'acknowledged', common: ['a'.repeat(40)], ready: false })
  })

  it.each([
    ["filter 'tree' not supported", { filter: { kind: 'tree-depth', depth: 0 } }, 'filter'],
    ['tree filter allows max depth 0, but got 3', { filter: { kind: 'tree-depth', depth: 3 } }, 'filter'],
    ['Server does not support shallow requests: deepen not allowed', { depth: { kind: 'depth', commits: 1 } }, 'shallow'],
    [`upload-pack: not our ref ${'1'.repeat(40)}`, {}, 'object'],
    [`want ${'1'.repeat(40)} not valid`, {}, 'object'],
    [`TF401035: The object '${'1'.repeat(40)}' does not exist.`, {}, 'object'],
  ] as const)('ERR %s is a refusal', async (words, changes, refused) => {
    for (const bytes of [encodePacket(`ERR ${words}`), Buffer.concat([...lines('packfile'), band(3, Buffer.from(words))])]) {
      const failure = await read(bytes, 9, exchange(changes)).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(FetchRefused)
      expect(failure).toMatchObject({ refused, data: { hostWords: words } })
    }
  })

  it('ERR of something that was not asked for is no refusal', async () => {
    for (const words of ["filter 'tree' not supported", 'shallow not allowed', 'out of memory']) {
      const failure = await read(encodePacket(`ERR ${words}`), 9, exchange()).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'REMOTE_FAILED' })
      expect(failure).not.toBeInstanceOf(FetchRefused)
    }
  })
})

describe('a line of ls-refs', () => {
  it('holds a ref, what a symbolic one points at, or a branch without commits', () => {
    const oid = 'b'.repeat(40)
    expect(readListedRef(`${oid} refs/heads/main`)).toEqual({ name: 'refs/heads/main', oid, symrefTarget: null })
    expect(readListedRef(`${oid} HEAD symref-target:refs/heads/main`)).toMatchObject({ symrefTarget: 'refs/heads/main' })
    expect(readListedRef('unborn HEAD symref-target:refs/heads/x')).toMatchObject({ oid: null, symrefTarget: 'refs/heads/x' })
    for (const odd of ['', oid, 'xyz HEAD', 'HEAD']) expect(() => readListedRef(odd)).toThrow(BadPacket)
  })
})

describe('a greeting', () => {
  const greet = (...parts: Buffer[]) => readGreeting(inPieces(Buffer.concat(parts), 5), 'git-upload-pack')
  const service = [encodePacket('# service=git-upload-pack\n'), FLUSH]

  it('is read in the version that the server speaks', async () => {
    const oid = 'c'.repeat(40)
    const capabilities = lines('version 2', 'agent=git/2', 'ls-refs=unborn', 'fetch=shallow filter', 'object-info')
    for (const before of [service, []]) {
      const second = await greet(...before, ...capabilities, FLUSH)
      expect(second.version).toBe(2)
      if (second.version !== 2) return
      expect(fetchOffers(second.capabilities, 'filter')).toBe(true)
      expect(fetchOffers(second.capabilities, 'wait-for-done')).toBe(false)
      expect(second.capabilities.get('object-info')).toBe('')
      for (const version of [lines('version 1'), []]) {
        expect(await greet(...before, ...version, ...lines(`${oid} refs/heads/main\0ofs-delta agent=git/2`), FLUSH)).toEqual({
          version: 0,
          advertisement: {
            refs: new Map([['refs/heads/main', oid]]),
            capabilities: new Set(['ofs-delta', 'agent=git/2']),
            error: null,
          },
        })
      }
    }
  })

  it('of nothing at all is one of no refs', async () => {
    expect(await greet(...service, FLUSH)).toMatchObject({ version: 0, advertisement: { refs: new Map() } })
  })
})
