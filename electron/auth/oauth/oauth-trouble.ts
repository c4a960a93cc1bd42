/**
 * What an authorization server refused, in its own terms; or an answer that is none of the protocol. Errors of the OAuth
 * library never leave this folder: they hold whole answers, tokens included.
 */
export class OAuthTrouble extends Error {
  override readonly name = 'OAuthTrouble'
  constructor(readonly told: OAuthTold) {
    super(told.kind === 'refused' ? `the host refused: ${told.error}` : 'the answer is not one of the protocol')
  }
}

export type OAuthTold =
  /** `error` as in RFC 6749, 5.2, RFC 8628, 3.5, or a host's own; `interval` in seconds, where a `slow_down` names one. */
  { kind: 'refused'; error: string; description: string | null; interval: number | null } | { kind: 'wrong-answer' }
