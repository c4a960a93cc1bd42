import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import type { Advertisement } from './advertisement.ts'
import { AGENT } from './agent.ts'
import { writePack } from './outgoing-pack.ts'
import { encodePacket, FLUSH, packetText, readPackets } from './pkt-line.ts'
import { unband } from './side-band.ts'
import type { SmartHttp } from './smart-http.ts'

const NOTHING = '0'.repeat(40)
/** Packs up to this size go out whole, with their length, as Git's `http.postBuffer` has it. */
const SEND_WHOLE = 1024 * 1024

/** What the server did with the one update: `reason` is its own short word, `words` what its hooks printed. */
export type UpdateReport = { kind: 'accepted' } | { kind: 'refused'; words: string }

export interface RefChange {
  ref: string
  from: ObjectId | null
  /** Null removes the ref. */
  to: ObjectId | null
}

/**
 * Asks the server to move or remove one ref and sends the objects it lacks (gitprotocol-pack, "Pushing Data To a Server"). The server
 * moves the ref only if it still is at `from`; nothing is ever forced. Failures: those of the transport.
 */
export async function sendUpdate(
  repo: Repo,
  session: SmartHttp,
  request: {
    change: RefChange
    objects: readonly ObjectId[]
    advertisement: Advertisement
    domain: string
  } & CallOptions,
): Promise<UpdateReport> {
  const { change, objects, advertisement, domain, onProgress } = request
  const wished = ['report-status', 'side-band-64k'].filter((word) => advertisement.capabilities.has(word))
  const agent = [...advertisement.capabilities].some((word) => word.startsWith('agent=')) ? [AGENT] : []
  const command = `${change.from ?? NOTHING} ${change.to ?? NOTHING} ${change.ref}\0 ${[...wished, ...agent].join(' ')}\n`
  // A pack must not follow where nothing but removals is asked for.
  const pack = change.to === null ? stream([]) : writePack(repo, objects, onProgress)
  const body = await wholeIfSmall(join([encodePacket(command), FLUSH], pack))
  const answer = await session.post('git-receive-pack', body)

  const report: Buffer[] = []
  let spoken = ''
  for await (const packet of readPackets(answer)) {
    const part = unband(packet)
    if (part.kind === 'data') report.push(part.bytes)
    else if (part.kind === 'progress' || part.kind === 'error') spoken += part.text
    else if (part.kind === 'line' && packet.kind === 'data') report.push(encodePacket(part.text))
  }
  const verdict = await readReport(report, change.ref)
  const words = session.words([spoken, verdict.kind === 'refused' ? verdict.reason : ''].filter(Boolean).join('\n'))
  if (verdict.kind === 'accepted') return verdict
  if (verdict.kind === 'silent') throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: words })
  return { kind: 'refused', words: words ?? verdict.reason }
}

type Verdict = { kind: 'accepted' } | { kind: 'refused'; reason: string } | { kind: 'silent' }

/** gitprotocol-pack, "Report Status": `unpack ok`, then `ok <ref>` or `ng <ref> <reason>`. */
async function readReport(bytes: readonly Buffer[], ref: string): Promise<Verdict> {
  let unpacked = false
  for await (const packet of readPackets(stream(bytes))) {
    if (packet.kind !== 'data') continue
    const line = packetText(packet.payload)
    if (line.startsWith('unpack ')) {
      if (line !== 'unpack ok') return { kind: 'refused', reason: line.slice('unpack '.length) }
      unpacked = true
    } else if (line === `ok ${ref}`) return unpacked ? { kind: 'accepted' } : { kind: 'silent' }
    else if (line.startsWith(`ng ${ref} `)) return { kind: 'refused', reason: line.slice(`ng ${ref} `.length) }
  }
  return { kind: 'silent' }
}

async function* stream(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

async function* join(first: readonly Uint8Array[], then: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first
  yield* then
}

async function wholeIfSmall(source: AsyncGenerator<Uint8Array>): Promise<Uint8Array[] | AsyncIterable<Uint8Array>> {
  const begun: Uint8Array[] = []
  let size = 0
  while (size <= SEND_WHOLE) {
    const next = await source.next()
    if (next.done) return begun
    begun.push(next.value)
    size += next.value.length
  }
  return join(begun, source)
}
