import { describe, expect, it } from 'vitest'
import { createSecretBox, type SystemVault } from './secret-box.ts'

const reverse = (text: string) => [...text].reverse().join('')
const vault = (changes: Partial<SystemVault> = {}): SystemVault => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(reverse(text)),
  decryptString: (sealed) => reverse(sealed.toString()),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...changes,
})

describe('the secret box', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('seals and opens with the vault of %s', async (system) => {
    const box = await createSecretBox(vault(), system)
    if (box.kind !== 'protected') throw new Error('not protected')
    const sealed = await box.seal('secret')
    expect(Buffer.from(sealed).toString()).toBe('terces')
    expect(await box.open(new Uint8Array(sealed))).toBe('secret')
  })

  it.each(['basic_text', 'unknown'])('keeps secrets in memory where Linux would seal with %s', async (backend) => {
    expect(await createSecretBox(vault({ getSelectedStorageBackend: () => backend }), 'linux')).toEqual({ kind: 'memory' })
  })

  it('keeps secrets in memory where there is no vault', async () => {
    expect(await createSecretBox(vault({ isEncryptionAvailable: () => false }), 'win32')).toEqual({ kind: 'memory' })
  })

  it('uses the asynchronous calls where there are any', async () => {
    const box = await createSecretBox(
      vault({
        isAsyncEncryptionAvailable: async () => true,
        encryptStringAsync: async () => Buffer.from('sealed'),
        decryptStringAsync: async () => ({ result: 'opened' }),
        encryptString: () => {
          throw new Error('the blocking call was used')
        },
      }),
      'darwin',
    )
    if (box.kind !== 'protected') throw new Error('not protected')
    expect(Buffer.from(await box.seal('x')).toString()).toBe('sealed')
    expect(await box.open(Buffer.from('sealed'))).toBe('opened')
  })
})
