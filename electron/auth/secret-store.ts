import { z } from 'zod'
import type { TokenStorage } from '#shared/contract/token-storage.ts'
import type { Log, SecretBox } from '../platform/platform.ts'
import type { DocumentKind, StoredDocument } from '../storage/document.ts'

/** Key → secret, sealed by the system and written in base 64. Keys are ids or addresses and nothing secret. */
export const SealedSecrets = z.record(z.string(), z.base64())
export type SealedSecrets = z.infer<typeof SealedSecrets>
export const SECRETS_DOCUMENT: DocumentKind<SealedSecrets> = { version: 1, schema: SealedSecrets, migrations: {} }

/** Secrets by key: sealed on disk where the system protects them, otherwise in memory until Graft ends. */
export interface SecretStore<T> {
  storage: TokenStorage
  /** Null where there is none, or where it can no longer be opened. */
  find(key: string): Promise<T | null>
  /** Resolves once it is on the disk (or in memory). */
  keep(key: string, secret: T): Promise<void>
  remove(key: string): Promise<void>
}

export interface SecretStoreParts<T> {
  secrets: SecretBox
  document: StoredDocument<SealedSecrets>
  schema: z.ZodType<T>
  log: Log
}

export function createSecretStore<T>(parts: SecretStoreParts<T>): SecretStore<T> {
  const { secrets } = parts
  return secrets.kind === 'protected' ? sealedStore(secrets, parts) : memoryStore()
}

function memoryStore<T>(): SecretStore<T> {
  const kept = new Map<string, T>()
  return {
    storage: 'memory',
    find: async (key) => kept.get(key) ?? null,
    keep: async (key, secret) => {
      kept.set(key, secret)
    },
    remove: async (key) => {
      kept.delete(key)
    },
  }
}

function sealedStore<T>(
  box: Extract<SecretBox, { kind: 'protected' }>,
  { document, schema, log }: SecretStoreParts<T>,
): SecretStore<T> {
  const sealed = (): SealedSecrets => document.current() ?? {}
  return {
    storage: 'protected',
    find: async (key) => {
      const bytes = sealed()[key]
      if (bytes === undefined) return null
      try {
        return schema.parse(JSON.parse(await box.open(Buffer.from(bytes, 'base64'))))
      } catch {
        // Another user's or another computer's key: the same as no secret. The error could quote what it read.
        log.warn('a kept secret could not be opened', { key })
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
