import { useState } from 'react'
import { AuthorityFacts, useAuthorities } from '#renderer/features/certificates/index.ts'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { parseDomain } from '#shared/domain/domain-url.ts'

/** Certificate authorities that are trusted for one server each. */
export function AuthoritiesTab() {
  const t = useTexts()
  const { authorities, trouble, forget } = useAuthorities()
  const open = useFeature(createDialogsStore, (dialogs) => dialogs.open)
  const [typed, setTyped] = useState('')
  const parsed = parseDomain(typed)
  return (
    <div className="accounts">
      <p className="ui-hint">{t('accounts.authorities.text')}</p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      <ul className="accounts-list" aria-label={t('accounts.tab.authorities')}>
        {authorities.map((authority) => (
          <li key={`${authority.domain} ${authority.fingerprint}`} className="account">
            <div className="account-words">
              <h3>{new URL(authority.domain).host}</h3>
              <AuthorityFacts authority={authority} />
            </div>
            <div className="account-actions">
              <Button
                aria-label={t('accounts.authorities.forgetOf', { subject: authority.subject })}
                onPress={() => void forget(authority)}
              >
                {t('accounts.authorities.forget')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <form
        className="accounts-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (parsed.kind === 'domain') open({ kind: 'trust-authority', domain: parsed.domain })
        }}
      >
        <TextField label={t('accounts.domain')} code="code" value={typed} onChange={setTyped} />
        <div>
          <Button type="submit" isDisabled={parsed.kind !== 'domain'}>
            {t('accounts.authorities.add')}
          </Button>
        </div>
      </form>
    </div>
  )
}
