import { ArrowDown, ArrowUp, CircleDot, CloudOff, KeyRound, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { createAccountsStore, signInStanding } from '#renderer/session/accounts.ts'
import { connectionOf, createConnectionsStore } from '#renderer/session/connections.ts'
import { createRepositoriesStore } from '#renderer/session/repositories.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Api } from '#shared/domain/api.ts'
import { type Mark, marksOf } from './marks.ts'

const SIGNS = {
  ahead: ArrowUp,
  behind: ArrowDown,
  changes: CircleDot,
  'sign-in': KeyRound,
  trouble: TriangleAlert,
  unpublished: CloudOff,
} as const

/** One API of the list: its name, its connection and what waits there. */
export function ApiRow({ api }: { api: Api }) {
  const t = useTexts()
  const connection = useFeature(createConnectionsStore, (state) => connectionOf(state, api.id))
  const id = connection?.id ?? null
  const ensure = useFeature(createRepositoriesStore, (state) => state.ensure)
  const repository = useFeature(createRepositoriesStore, (state) => (id === null ? undefined : state.byConnection.get(id)))
  useEffect(() => {
    if (id !== null) ensure(id)
  }, [id, ensure])

  const signIn = useFeature(createAccountsStore, (accounts) => signInStanding(accounts, connection).kind)
  const marks = marksOf(repository, signIn === 'fine' ? 'fine' : 'needed')
  return (
    <>
      <span className={connection ? 'api-row-dot api-row-dot-connected' : 'api-row-dot'} aria-hidden="true" />
      <span className="api-row-name cut-at-end" title={api.name}>
        {api.name}
      </span>
      {connection ? null : <span className="only-read-aloud">{t('apiList.mark.notConnected')}</span>}
      <span className="api-row-marks">
        {marks.map((mark) => (
          <RowMark key={mark.sign} mark={mark} />
        ))}
      </span>
    </>
  )
}

function RowMark({ mark }: { mark: Mark }) {
  const t = useTexts()
  const Sign = SIGNS[mark.sign]
  const words = t(mark.words.key, mark.words.values)
  return (
    <span className={`api-row-mark api-row-mark-${mark.sign}`} title={words}>
      <Sign aria-hidden="true" />
      <span aria-hidden="true">{mark.count?.toLocaleString('en')}</span>
      <span className="only-read-aloud">{words}</span>
    </span>
  )
}
