import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { readShallow } from '../repository/history.ts'
import { listRefs } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import type { Advertisement } from './advertisement.ts'
import { AGENT } from './agent.ts'
import { receivePack } from './incoming-pack.ts'
import { encodePacket, FLUSH, readPackets } from './pkt-line.ts'
import { unband } from './side-band.ts'
import type { SmartHttp } from './smart-http.ts'

const MOST_HAVES = 512

/**
 * Gets the objects of `want` that are not here (gitprotocol-pack, "Packfile Negotiation"; protocol 0, one round). No ref moves,
 * and until the pack is whole and checked nothing of it is visible: a cut connection leaves the repository as it was.
 * Failures: those of the transport, DISK_FULL.
 */
export async function downloadObjects(
  repo: Repo,
  session: SmartHttp,
  request: { want: ObjectId; advertisement: Advertisement; domain: string } & CallOptions,
): Promise<void> {
  const { advertisement, domain, signal, onProgress } = request
  if (!advertisement.capabilities.has('side-band-64k')) {
    throw new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null })
  }
  const answer = await session.post('git-upload-pack', [writeRequest(repo, request.want, advertisement)])
  const pack = receivePack(repo, domain, onProgress)
  try {
    let whole = false
    for await (const packet of readPackets(answer)) {
      signal?.throwIfAborted()
      const part = unband(packet)
      if (part.kind === 'data') pack.write(part.bytes)
      else if (part.kind === 'error') throw failedWith(session, domain, part.text)
      else if (part.kind === 'line' && part.text.startsWith('ERR ')) throw failedWith(session, domain, part.text.slice(4))
      whole = part.kind === 'flush'
    }
    if (!whole) throw new Failure('UNREACHABLE', { domain, reason: 'connection-lost' })
    await pack.keep()
    signal?.throwIfAborted()
  } finally {
    pack.dispose()
  }
}

function failedWith(session: SmartHttp, domain: string, text: string): Failure {
  return new Failure('REMOTE_FAILED', { domain, status: null, hostWords: session.words(text) })
}

function writeRequest(repo: Repo, want: ObjectId, { capabilities }: Advertisement): Buffer {
  const wished = ['multi_ack_detailed', 'side-band-64k', 'ofs-delta', 'no-progress'].filter((word) => capabilities.has(word))
  const agent = capabilities.has('agent') || [...capabilities].some((word) => word.startsWith('agent=')) ? [AGENT] : []
  const shallow = capabilities.has('shallow') ? [...readShallow(repo)] : []
  return Buffer.concat([
    encodePacket(`want ${want} ${[...wished, ...agent].join(' ')}\n`),
    ...shallow.map((oid) => encodePacket(`shallow ${oid}\n`)),
    FLUSH,
    ...listHaves(repo).map((oid) => encodePacket(`have ${oid}\n`)),
    encodePacket('done\n'),
  ])
}

/** Commits to tell the server of: the tips of all branches, local and remote, then their ancestors, newest first. */
function listHaves(repo: Repo): ObjectId[] {
  const shallow = readShallow(repo)
  const seen = new Set<ObjectId>()
  const waiting: { oid: ObjectId; seconds: number }[] = []
  const push = (oid: ObjectId) => {
    if (seen.has(oid) || !repo.objects.has(oid) || repo.objects.read(oid).type !== 'commit') return
    seen.add(oid)
    waiting.push({ oid, seconds: repo.objects.readCommit(oid).committer.seconds })
  }
  for (const ref of [...listRefs(repo, 'refs/heads/'), ...listRefs(repo, 'refs/remotes/')]) push(ref.oid)
  const haves: ObjectId[] = []
  while (haves.length < MOST_HAVES) {
    waiting.sort((a, b) => a.seconds - b.seconds)
    const newest = waiting.pop()
    if (!newest) break
    haves.push(newest.oid)
    if (!shallow.has(newest.oid)) for (const parent of repo.objects.readCommit(newest.oid).parents) push(parent)
  }
  return haves
}
