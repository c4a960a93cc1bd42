import type { AccountId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { StoredAccount } from '../account-store.ts'
import { type AvatarCache, asDataAddress } from './avatar-cache.ts'
import { type AvatarNetwork, fetchAvatar } from './fetch-avatar.ts'

export interface AvatarsParts {
  cache: AvatarCache
  networkFor(domain: string): AvatarNetwork
  /** Where the account's picture is, as its host says now. */
  address(account: StoredAccount): Promise<string | null>
  authorization(account: StoredAccount): Promise<string>
  /** Addresses that the account's token belongs to. */
  ownAddresses(account: StoredAccount): readonly string[]
}

/** Pictures of accounts: fetched once per run and sign-in, and kept for when there is no network. */
export interface Avatars {
  /** A new sign-in told where the picture is. */
  changed(id: AccountId, url: string | null): Promise<void>
  /** As a `data:` address. */
  picture(account: StoredAccount): Promise<string | null>
  forget(id: AccountId): Promise<void>
}

export function createAvatars(parts: AvatarsParts): Avatars {
  const { cache } = parts
  /** Addresses stay in memory: some hosts write a key into them. */
  const addresses = new Map<AccountId, string>()
  const fetching = new Map<AccountId, Promise<void>>()

  const refresh = async (account: StoredAccount): Promise<void> => {
    try {
      const url = addresses.get(account.id) ?? (await parts.address(account))
      if (url === null) return
      const picture = await fetchAvatar(
        { url, ownAddresses: parts.ownAddresses(account), authorization: await parts.authorization(account) },
        parts.networkFor(account.domain),
      )
      // Whoever was forgotten meanwhile, or signed in anew, has no use for this one.
      if (picture && fetching.has(account.id)) await cache.write(account.id, picture)
    } catch (error) {
      // Without a network or a good sign-in the account is shown without its picture; a bug is still a bug.
      if (!(error instanceof Failure) && !(error instanceof Error && error.name === 'TimeoutError')) throw error
    }
  }

  return {
    changed: async (id, url) => {
      fetching.delete(id)
      if (url === null) {
        addresses.delete(id)
        await cache.remove(id)
      } else addresses.set(id, url)
    },
    picture: async (account) => {
      if (!account.hasAvatar) return null
      const { id } = account
      const running = fetching.get(id) ?? refresh(account)
      fetching.set(id, running)
      await running
      const picture = await cache.read(id)
      return picture && asDataAddress(picture)
    },
    forget: async (id) => {
      addresses.delete(id)
      fetching.delete(id)
      await cache.remove(id)
    },
  }
}
