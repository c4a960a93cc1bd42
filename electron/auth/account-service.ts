import type { SignInEvent, SignInOffers, SignInOutcome } from '#shared/contract/accounts.ts'
import type { Account, AccountState, SignInWay } from '#shared/domain/account.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { AccountId } from '#shared/domain/ids.ts'

/** What an account signs in with right now. Never leaves the services and the Git worker. */
export interface AccountToken {
  token: string
  /** As a REST request carries it: `Bearer …`, or `Basic …` where the host wants that of this kind of token. */
  authorization: string
  /** User name for Git over HTTP beside the token; what each host wants there differs. */
  gitUsername: string
}

export interface SignInRequest {
  host: HostKind
  domain: string
  organisation: string | null
  renew: AccountId | null
}

/** The accounts there are, their tokens, and how one comes to be. Functions given an unknown id fail with `NOT_FOUND`. */
export interface AccountService {
  list(): Account[]
  get(id: AccountId): Account
  find(id: AccountId): Account | null
  avatar(id: AccountId): Promise<string | null>
  offers(place: { host: HostKind; domain: string }): Promise<SignInOffers>
  signIn(
    request: SignInRequest & { way: Exclude<SignInWay, 'token'> },
    signal?: AbortSignal,
  ): AsyncGenerator<SignInEvent, void, undefined>
  reopenBrowser(link: string): Promise<{ opened: boolean }>
  signInWithToken(
    request: SignInRequest & { beside: string | null; token: string },
    signal?: AbortSignal,
  ): Promise<SignInOutcome>
  remove(id: AccountId): Promise<{ revoked: 'revoked' | 'not-offered' | 'failed' }>

  /**
   * The account's token, renewed first where it is about to end. Renewals of one account run once, however many ask.
   * Fails with `SIGN_IN_NEEDED`, having marked the account, and with the network's failures, having changed nothing.
   */
  token(id: AccountId, signal?: AbortSignal): Promise<AccountToken>
  /**
   * After a server refused `refused`: a newer token, where one can be had without a person. Otherwise marks the account as `why`
   * says and gives null. A missing right (`scope`) is never cured by renewing. Fails with `ACCESS_DENIED` where the token was
   * refused and is good all the same: by an organisation of Azure DevOps that it does not belong to.
   */
  afterRefusal(id: AccountId, refused: AccountToken, why: AccountRefusal, signal?: AbortSignal): Promise<AccountToken | null>
}

/** Why a server refused a token, and the rights that it missed (`scope`): what the account's state says then. */
export type AccountRefusal = Omit<Extract<AccountState, { kind: 'needs-renewal' }>, 'kind'>
