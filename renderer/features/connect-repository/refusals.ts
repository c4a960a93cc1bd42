import type { CloneCheck } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import { type CloudHost, isCloudHost, type OnPremisesHost } from '#shared/domain/host.ts'
import type { ApiId } from '#shared/domain/ids.ts'

export type Refusal = Exclude<CloneCheck, { kind: 'accepted' }>

/** A way out of a refusal, offered as a button; the first one is the one to propose. */
export type WayOut =
  | { kind: 'use-folder'; folder: PickedFolder }
  | { kind: 'pick-another' }
  | { kind: 'check-again' }
  | { kind: 'use-remote'; name: string; url: string }
  | { kind: 'use-domain'; domain: string; host: OnPremisesHost | null }
  | { kind: 'change-domain' }
  | { kind: 'change-host' }
  /** The clone belongs to a cloud host, which is connected without it. */
  | { kind: 'choose-host'; host: CloudHost }
  | { kind: 'open-api'; apiId: ApiId; name: string }

const PICK: WayOut = { kind: 'pick-another' }
const AGAIN: WayOut = { kind: 'check-again' }

/** Every refusal's ways out (requirement B6: each failing rule has its own). Never empty. */
export function waysOut(refusal: Refusal): WayOut[] {
  switch (refusal.kind) {
    case 'subfolder':
      return [{ kind: 'use-folder', folder: refusal.root }, PICK]
    case 'inside-git-folder':
      return refusal.root === null ? [PICK] : [{ kind: 'use-folder', folder: refusal.root }, PICK]
    case 'bare':
    case 'not-a-repository':
    case 'not-a-folder':
      return [PICK]
    case 'unsupported':
    case 'missing':
      return [PICK, AGAIN]
    case 'no-permission':
    case 'broken':
    case 'detached':
    case 'no-remote':
      return [AGAIN, PICK]
    case 'other-remote':
      return [...refusal.candidates.map(({ name, url }): WayOut => ({ kind: 'use-remote', name, url })), PICK]
    case 'other-domain':
      return otherDomain(refusal)
    case 'already-connected':
      return [{ kind: 'open-api', apiId: refusal.apiId, name: refusal.apiName }, PICK]
  }
}

function otherDomain({ suggestion }: Extract<Refusal, { kind: 'other-domain' }>): WayOut[] {
  if (suggestion === null) return [PICK, { kind: 'change-domain' }, { kind: 'change-host' }]
  const { domain, host } = suggestion
  if (host !== null && isCloudHost(host)) return [{ kind: 'choose-host', host }, PICK, { kind: 'change-domain' }]
  return [{ kind: 'use-domain', domain, host }, PICK, { kind: 'change-domain' }]
}
