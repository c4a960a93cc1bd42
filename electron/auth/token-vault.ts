import { z } from 'zod'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import type { Log, SecretBox } from '../platform/platform.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'

export interface Secret {
  username: string | null
  token: string
}

/** Domain → secret, sealed by the system and written in base 64. Nothing else about a token is on disk. */
const SealedTokens = z.record(z.string(), z.base64())
export type SealedTokens = z.infer<typeof SealedTokens>
export const TOKENS_DOCUMENT: DocumentKind<SealedTokens> = { version: 1, schema: SealedTokens, migrations: {} }

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

export function createTokenVault(secrets: SecretBox, document: StoredDocument<SealedTokens>, log: Log): TokenVault {
  const store = secrets.kind === 'protected' ? sealedStore(secrets, document, log) : memoryStore()
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

interface SecretStore {
  find(key: string): Promise<Secret | null>
  keep(key: string, secret: Secret): Promise<void>
  remove(key: string): Promise<void>
}

function memoryStore(): SecretStore {
  const kept = new Map<string, Secret>()
  return {
    find: async (key) => kept.get(key) ?? null,
    keep: async (key, secret) => {
      kept.set(key, secret)
    },
    remove: async (key) => {
      kept.delete(key)
    },
  }
}

function sealedStore(
  box: Extract<SecretBox, { kind: 'protected' }>,
  document: StoredDocument<SealedTokens>,
  log: Log,
): SecretStore {
  const sealed = (): SealedTokens => document.current() ?? {}
  return {
    find: async (key) => {
      const bytes = sealed()[key]
      if (bytes === undefined) return null
      try {
        return Opened.parse(JSON.parse(await box.open(Buffer.from(bytes, 'base64'))))
      } catch {
        // Another user's or another computer's key: the same as no token. The error could quote what it read.
        log.warn('a kept token could not be opened', { domain: key })
        return null
      }
    },
    keep: async (key, secret) => {
      const bytes = await box.seal(JSON.stringify(secret))
      await document.update((now) => ({ ...now, [key]: Buffer.from(bytes).toString('base64') }))
    },
    remove: async (key) => {
      if (sealed()[key] === undefined) return
      await document.update((now) => Object.fromEntries(Object.entries(now ?? {}).filter(([each]) => each !== key)))
    },
  }
}
