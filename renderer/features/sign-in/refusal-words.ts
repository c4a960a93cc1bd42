import type { Translate } from '#renderer/texts/texts.ts'
import type { SignInRefusal } from '#shared/contract/accounts.ts'
import type { SignInWay } from '#shared/domain/account.ts'

export interface RefusalContext {
  way: SignInWay
  hostName: string
  /** The address that has to be registered for the browser's way back; null where there is none. */
  redirect: string | null
  aim: 'new' | 'renewal'
}

/** A refused sign-in in its three parts, with the host's own words. */
export function refusalWords(t: Translate, refusal: SignInRefusal, context: RefusalContext) {
  const { hostName, aim } = context
  const missing = refusal.missing.length === 0 ? 'none' : refusal.missing.join(', ')
  return {
    happened: t(`signIn.refused.${refusal.reason}.happened`, { host: hostName, missing }),
    safe: t(aim === 'renewal' ? 'signIn.refused.safe.renew' : 'signIn.refused.safe'),
    next: nextOf(t, refusal, context),
    hostWords: refusal.hostWords,
  }
}

function nextOf(t: Translate, refusal: SignInRefusal, { way, hostName, redirect }: RefusalContext): string {
  switch (refusal.reason) {
    case 'redirect-rejected':
      return redirect === null
        ? t('signIn.refused.redirect-rejected.plain')
        : t('signIn.refused.redirect-rejected.next', { redirect })
    case 'scope':
      return t(way === 'token' ? 'signIn.refused.scope.token' : 'signIn.refused.scope.next')
    case 'other':
      return refusal.hostWords === null
        ? t('signIn.refused.other.nextPlain')
        : t('signIn.refused.other.next', { host: hostName })
    default:
      return t(`signIn.refused.${refusal.reason}.next`, { host: hostName })
  }
}
