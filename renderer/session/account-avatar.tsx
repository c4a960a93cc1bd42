import { useEffect, useState } from 'react'
import { useFeature } from '#renderer/session/use-session.tsx'
import type { Account } from '#shared/domain/account.ts'
import { createAccountsStore } from './accounts.ts'
import './account-avatar.css'

/** The account's picture, or its initials. An ornament: the name always stands beside it. */
export function AccountAvatar({ account }: { account: Account }) {
  const image = useFeature(createAccountsStore, (state) => state.avatars.get(account.id) ?? null)
  const ensure = useFeature(createAccountsStore, (state) => state.ensureAvatar)
  useEffect(() => ensure(account), [ensure, account])
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const isShown = image !== null && image !== unreadable
  return (
    <span className="account-avatar" aria-hidden="true">
      {isShown ? <img src={image} alt="" onError={() => setUnreadable(image)} /> : initialsOf(account.name ?? account.login)}
    </span>
  )
}

/** At most two letters: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name
    .split('@')[0]
    ?.split(/[\s._-]+/)
    .filter((word) => word !== '')
  const first = [...(words?.[0] ?? '')][0] ?? '?'
  const last = words !== undefined && words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return `${first}${last}`.toLocaleUpperCase()
}
