import type { SignInRefusal } from '#shared/contract/accounts.ts'
import { Failure } from '../failure.ts'
import type { FetchLike } from '../http/fetch-over.ts'
import { refusal } from './oauth/refusals.ts'
import { ANY_TENANT } from './providers/azure-devops.ts'

export type TenantAnswer = { kind: 'tenant'; tenant: string } | { kind: 'refused'; refusal: SignInRefusal }

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** What Azure DevOps names where an organisation belongs to personal Microsoft accounts. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000'

/**
 * The Microsoft Entra tenant of an Azure DevOps organisation: asked without a sign-in, the organisation's address names it in
 * `WWW-Authenticate: Bearer authorization_uri=…` or in `X-VSS-ResourceTenant` (as Git Credential Manager finds it). Fails with
 * the failures of the network, and with `REMOTE_FAILED` where the server has failed. Where an answer names none, any tenant of
 * work accounts is taken: Entra then finds the person's own.
 */
export async function findTenant(
  organisation: string,
  { web, fetch, signal }: { web: string; fetch: FetchLike; signal: AbortSignal },
): Promise<TenantAnswer> {
  const answer = await fetch(`${web}/${encodeURIComponent(organisation)}`, { method: 'HEAD', headers: {}, signal })
  // First: a name that nobody has may be answered with the empty tenant as well.
  if (answer.status === 404) return { kind: 'refused', refusal: refusal('unknown-organisation') }
  const challenge = answer.headers.get('www-authenticate') ?? ''
  const tenant =
    tenantIn(/authorization_uri\s*=\s*"?([^\s",]+)/i.exec(challenge)?.[1]) ??
    (answer.headers.get('x-vss-resourcetenant') ?? '')
      .split(',')
      .map((each) => each.trim())
      .find((each) => GUID.test(each)) ??
    null
  if (tenant === NO_TENANT) return { kind: 'refused', refusal: refusal('personal-account') }
  if (tenant !== null) return { kind: 'tenant', tenant: tenant.toLowerCase() }
  if (answer.status < 500) return { kind: 'tenant', tenant: ANY_TENANT }
  throw new Failure('REMOTE_FAILED', { domain: web, status: answer.status, hostWords: null })
}

function tenantIn(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null
  return new URL(address).pathname.split('/').find((part) => GUID.test(part)) ?? null
}

/** An organisation as people give it: its name, or one of its two addresses. Null for nothing. */
export function organisationName(typed: string | null): string | null {
  const text = (typed ?? '').trim()
  if (text === '') return null
  const own = /^(?:https?:\/\/)?([\w-]+)\.visualstudio\.com(?:\/|$)/i.exec(text)?.[1]
  const named = /^https?:\/\/[^/]+\/([^/?#]+)/i.exec(text)?.[1] ?? /^dev\.azure\.com\/([^/?#]+)/i.exec(text)?.[1]
  return own ?? named ?? text
}
