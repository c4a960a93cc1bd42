import type { SecretBox } from './platform.ts'

/** What Electron's `safeStorage` offers; the asynchronous calls came later than the versions Graft still runs on. */
export interface SystemVault {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Uint8Array
  decryptString(sealed: Buffer): string
  /** Linux only. */
  getSelectedStorageBackend?(): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Uint8Array>
  decryptStringAsync?(sealed: Buffer): Promise<{ result: string }>
}

/**
 * A box over the system's own vault, or `memory` where it offers no real protection: no vault at all, or on Linux the backend
 * `basic_text`, which seals with a password that everybody knows (`safeStorage` in Electron's documentation).
 */
export async function createSecretBox(vault: SystemVault, system: NodeJS.Platform): Promise<SecretBox> {
  if (system === 'linux' && isOpenSecret(vault.getSelectedStorageBackend?.())) return { kind: 'memory' }
  const { encryptStringAsync: seal, decryptStringAsync: open } = vault
  if (seal && open && (await vault.isAsyncEncryptionAvailable?.())) {
    return {
      kind: 'protected',
      seal: (secret) => seal.call(vault, secret),
      open: async (sealed) => (await open.call(vault, Buffer.from(sealed))).result,
    }
  }
  if (!vault.isEncryptionAvailable()) return { kind: 'memory' }
  return {
    kind: 'protected',
    seal: async (secret) => vault.encryptString(secret),
    open: async (sealed) => vault.decryptString(Buffer.from(sealed)),
  }
}

function isOpenSecret(backend: string | undefined): boolean {
  return backend === undefined || backend === 'basic_text' || backend === 'unknown'
}
