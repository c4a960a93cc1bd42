import type { HostPlace, OAuthClient } from '#shared/contract/accounts.ts'

/** A client registered with a host, as its requests need it. Never leaves electron/auth. */
export interface RegisteredClient {
  clientId: string
  clientSecret: string | null
  source: OAuthClient['source']
}

/** The clients that sign-ins can use. Where several are known for a place: environment before settings before bundled. */
export interface OAuthClients {
  list(): Promise<OAuthClient[]>
  find(place: HostPlace): Promise<RegisteredClient | null>
  /** `clientSecret` null leaves the one that is kept, the empty string forgets it. */
  keep(client: HostPlace & { clientId: string; clientSecret: string | null }): Promise<OAuthClient>
  /** Removes what the settings say; the environment's and the bundled ones stay. */
  remove(place: HostPlace): Promise<void>
}
