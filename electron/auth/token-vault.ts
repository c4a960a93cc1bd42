import { z } from 'zod'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import type { Log, SecretBox } from '../platform/platform.ts'
import type { StoredDocument } from '../storage/document.ts'
import { createSecretStore, SECRETS_DOCUMENT, type SealedSecrets } from './secret-store.ts'

export const TOKENS_DOCUMENT = SECRETS_DOCUMENT

export interface Secret {
  username: string | null
  token: string
}

const Opened = z.object({ username: z.string().nullable(), token: z.string() })

/** Access tokens, one per domain. In the contract a token goes in and never comes out; only Git's transport gets it. */
export interface TokenVault {
  storage: TokenStorage
  describe(domain: string): Promise<{ kept: boolean; storage: TokenStorage; username: string | null }>
  keep(domain: string, secret: Secret): Promise<{ storage: TokenStorage }>
  remove(domain: string): Promise<void>
  find(domain: string): Promise<Secret | null>
  /** Whether a person gave or removed this domain's token since the vault was opened. */
  wasChanged(domain: string): boolean
}

export function createTokenVault(secrets: SecretBox, document: StoredDocument<SealedSecrets>, log: Log): TokenVault {
  const store = createSecretStore({ secrets, document, schema: Opened, log })
  const storage: TokenStorage = secrets.kind
  const changed = new Set<string>()
  return {
    storage,
    describe: async (domain) => {
      const secret = await store.find(tokenKey(domain))
      return { kept: secret !== null, storage, username: secret?.username ?? null }
    },
    keep: async (domain, { username, token }) => {
      changed.add(tokenKey(domain))
      await store.keep(tokenKey(domain), { username: username?.trim() || null, token: token.trim() })
      return { storage }
    },
    remove: async (domain) => {
      changed.add(tokenKey(domain))
      await store.remove(tokenKey(domain))
    },
    find: (domain) => store.find(tokenKey(domain)),
    wasChanged: (domain) => changed.has(tokenKey(domain)),
  }
}

/** Two spellings of one server share their token. */
function tokenKey(domain: string): string {
  const parsed = parseDomain(domain)
  return parsed.kind === 'domain' ? parsed.domain : new URL(domain).origin
}
