import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Models whose entries end with the grant that they came from. */
const OF_A_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken', 'DeviceCode'])

interface Entry {
  model: string
  id: string
  payload: AdapterPayload
}

/** What an OAuth server remembers, in memory. */
export interface OAuthStore {
  adapter(model: string): Adapter
  /** Ends a grant and everything that came from it. */
  revokeGrant(grantId: string): void
}

export interface OAuthStoreParts {
  /** The client with this id; undefined for an unknown one. */
  findClient(id: string): AdapterPayload | undefined
  /** Whether refresh tokens stay good after they were used, as Microsoft Entra has it. */
  refreshTokensLast: boolean
}

/** Keeps everything until the server ends; whether something is still good is for the provider to judge. */
export function createOAuthStore({ findClient, refreshTokensLast }: OAuthStoreParts): OAuthStore {
  const entries = new Map<string, Entry>()
  const find = (matches: (entry: Entry) => boolean) => [...entries.values()].find(matches)?.payload
  const revokeGrant = (grantId: string) => {
    entries.delete(`Grant:${grantId}`)
    for (const [key, { model, payload }] of entries) {
      if (OF_A_GRANT.has(model) && payload.grantId === grantId) entries.delete(key)
    }
  }
  return {
    revokeGrant,
    adapter: (model) => ({
      async upsert(id, payload) {
        entries.set(`${model}:${id}`, { model, id, payload })
      },
      async find(id) {
        return model === 'Client' ? findClient(id) : entries.get(`${model}:${id}`)?.payload
      },
      async findByUserCode(userCode) {
        return find((entry) => entry.model === model && entry.payload.userCode === userCode)
      },
      async findByUid(uid) {
        return find((entry) => entry.model === model && entry.payload.uid === uid)
      },
      async consume(id) {
        const entry = entries.get(`${model}:${id}`)
        if (!entry || (model === 'RefreshToken' && refreshTokensLast)) return
        entry.payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        entries.delete(`${model}:${id}`)
      },
      async revokeByGrantId(grantId) {
        revokeGrant(grantId)
      },
    }),
  }
}
