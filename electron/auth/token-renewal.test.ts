import { describe, expect, it } from 'vitest'
import { AccountId } from '#shared/domain/ids.ts'
import { createEventHub } from '../events/hub.ts'
import { Failure } from '../failure.ts'
import type { DocumentFolder } from '../storage/document-folder.ts'
import type { AccountSecret, AccountVault } from './account-secret.ts'
import { openAccountStore, type StoredAccount } from './account-store.ts'
import type { Granted, OAuthServer } from './oauth/oauth-server.ts'
import { OAuthTrouble } from './oauth/oauth-trouble.ts'
import { createTokenRenewal } from './token-renewal.ts'

const ID = AccountId.parse('0d2f6c1e-5a0b-4c55-8f1e-1f7a2b3c4d5e')
const NOW = new Date('2026-01-01T00:00:00Z')
const account: StoredAccount = {
  id: ID,
  host: 'gitlab',
  domain: 'https://gitlab.com',
  hostUserId: '1',
  login: 'ada',
  name: null,
  organisation: null,
  tenant: null,
  signedInBy: 'browser',
  scopes: null,
  expiresAt: null,
  state: { kind: 'ready' },
  addedAt: NOW.toISOString(),
  hasAvatar: false,
}
const pair = (token: string, refreshToken: string | null = `refresh-${token}`): AccountSecret => ({
  kind: 'oauth',
  accessToken: token,
  refreshToken,
  endsAt: NOW.toISOString(),
  clientId: 'c',
  redirectUri: 'http://127.0.0.1:1/callback/gitlab',
  tenant: null,
})
const granted = (accessToken: string, refreshToken: string | null): Granted => ({
  accessToken,
  refreshToken,
  endsAt: null,
  scope: undefined,
})

async function rig(renew: OAuthServer['renew'], secret: AccountSecret | null = pair('old')) {
  const documents = new Map<string, StoredAccount>([[ID, account]])
  const folder: DocumentFolder<StoredAccount> = {
    all: () => [...documents.values()],
    get: (id) => documents.get(id) ?? null,
    put: async (id, data) => void documents.set(id, data),
    change: async (id, change) => {
      const now = documents.get(id)
      if (!now) return null
      documents.set(id, change(now))
      return documents.get(id) ?? null
    },
    remove: async (id) => void documents.delete(id),
  }
  const kept = new Map<string, AccountSecret>(secret === null ? [] : [[ID, secret]])
  const disk = { isFull: false }
  const vault: AccountVault = {
    storage: 'protected',
    find: async (id) => kept.get(id) ?? null,
    keep: async (id, next) => {
      if (disk.isFull) throw new Failure('DISK_FULL', {})
      kept.set(id, next)
    },
    remove: async (id) => void kept.delete(id),
  }
  const store = await openAccountStore({ documents: folder, vault, events: createEventHub() })
  const unused = async () => {
    throw new Error('not asked for')
  }
  const server: OAuthServer = {
    renew,
    askForCode: unused,
    redeemCode: unused,
    askForDeviceCode: unused,
    redeemDeviceCode: unused,
    revoke: unused,
  }
  const revoked: AccountSecret[] = []
  const renewal = createTokenRenewal({
    store,
    serverFor: async () => server,
    revoke: async (_account, dead) => void revoked.push(dead),
    now: () => NOW,
  })
  return { store, renewal, disk, documents: folder, kept, revoked }
}

describe('a renewal', () => {
  it('without a new refresh token keeps the old one, and repeats the redirect address', async () => {
    const asked: unknown[] = []
    const { renewal, kept } = await rig(async (...given) => {
      asked.push(given)
      return granted('new', null)
    })
    await renewal.current(ID, undefined)
    expect(asked).toEqual([['refresh-old', 'http://127.0.0.1:1/callback/gitlab']])
    expect(kept.get(ID)).toMatchObject({ accessToken: 'new', refreshToken: 'refresh-old', endsAt: null })
  })

  it('that the disk does not take is kept on the next try: the new pair is not lost, and not asked for again', async () => {
    let renewals = 0
    const { renewal, disk, kept, store } = await rig(async () => {
      renewals += 1
      return granted(`new-${renewals}`, 'next')
    })
    disk.isFull = true
    await expect(renewal.current(ID, undefined)).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(store.get(ID).state).toEqual({ kind: 'ready' })
    disk.isFull = false
    expect(await renewal.current(ID, undefined)).toMatchObject({ accessToken: 'new-1' })
    expect(kept.get(ID)).toMatchObject({ accessToken: 'new-1', refreshToken: 'next' })
    expect(renewals).toBe(1)
  })

  it('does not overwrite a sign-in that came meanwhile', async () => {
    const { renewal, store, revoked } = await rig(async () => {
      await store.put(() => account, pair('signed-in-anew'))
      return granted('too late', 'too late')
    })
    expect(await renewal.current(ID, undefined)).toMatchObject({ accessToken: 'signed-in-anew' })
    expect(await store.secret(ID)).toMatchObject({ accessToken: 'signed-in-anew' })
    // Nobody holds the pair that came too late, so it must not stay good.
    expect(revoked).toMatchObject([{ accessToken: 'too late', refreshToken: 'too late' }])
  })

  it('that ends after the account was removed brings nothing back, and what it brought dies', async () => {
    const { renewal, store, kept, revoked } = await rig(async () => {
      await store.remove(ID)
      return granted('too late', 'too late')
    })
    await expect(renewal.current(ID, undefined)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(kept.size).toBe(0)
    expect(revoked).toMatchObject([{ accessToken: 'too late', refreshToken: 'too late' }])
  })

  it('is not begun for somebody who has gone already', async () => {
    let renewals = 0
    const { renewal } = await rig(async () => {
      renewals += 1
      throw new Failure('UNREACHABLE', { domain: 'https://gitlab.com', reason: 'refused' })
    })
    const gone = AbortSignal.abort(new Error('gone'))
    await expect(renewal.current(ID, gone)).rejects.toThrow('gone')
    await expect(renewal.after(ID, 'old', { reason: 'rejected', missingScopes: [] }, gone)).rejects.toThrow('gone')
    expect(renewals).toBe(0)
  })

  it('that fails after the only one who waited has gone is no unhandled rejection', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => void unhandled.push(reason)
    process.on('unhandledRejection', note)
    try {
      const leaving = new AbortController()
      const { renewal } = await rig(async () => {
        leaving.abort(new Error('gone'))
        throw new Failure('UNREACHABLE', { domain: 'https://gitlab.com', reason: 'refused' })
      })
      await expect(renewal.current(ID, leaving.signal)).rejects.toThrow('gone')
      await new Promise((resolve) => setImmediate(resolve))
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })

  it('has the host’s words without the tokens that it repeats', async () => {
    const { renewal } = await rig(async () => {
      throw new OAuthTrouble({ kind: 'refused', error: 'no use for refresh-old', description: null, interval: null })
    })
    await expect(renewal.current(ID, undefined)).rejects.toMatchObject({
      code: 'REMOTE_FAILED',
      data: { hostWords: 'no use for …' },
    })
  })

  it('is not tried for a token that has no way to be renewed: it is used up to its end', async () => {
    const { renewal, store } = await rig(async () => granted('never', null), pair('old', null))
    await expect(renewal.current(ID, undefined)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED', data: { reason: 'expired' } })
    expect(store.get(ID).state).toMatchObject({ reason: 'expired' })
  })
})

describe('a token that could not be opened for a while', () => {
  it('makes the account ready again as soon as it can be', async () => {
    const { renewal, store, kept } = await rig(async () => granted('unused', null), null)
    await expect(renewal.current(ID, undefined)).rejects.toMatchObject({ data: { reason: 'lost-at-restart' } })
    expect(store.get(ID).state).toMatchObject({ reason: 'lost' })
    const back: AccountSecret = { kind: 'token', token: 'back', beside: null }
    kept.set(ID, back)
    expect(await renewal.current(ID, undefined)).toEqual(back)
    expect(store.get(ID).state).toEqual({ kind: 'ready' })
  })
})

describe('a new secret', () => {
  it('that the account cannot be written beside leaves the one before', async () => {
    const { store, documents, kept } = await rig(async () => granted('unused', null))
    documents.put = async () => {
      throw new Failure('DISK_FULL', {})
    }
    await expect(store.put(() => account, pair('new'))).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(kept.get(ID)).toEqual(pair('old'))
    const other = AccountId.parse('1d2f6c1e-5a0b-4c55-8f1e-1f7a2b3c4d5e')
    await expect(store.put(() => ({ ...account, id: other }), pair('new'))).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect([...kept.keys()]).toEqual([ID])
  })
})
