import { useTexts } from '#renderer/texts/use-texts.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { TokenStorage } from '#shared/contract/token-storage.ts'

export interface TokenFieldsProps {
  username: string
  secret: string
  onChange: (value: { username: string; secret: string }) => void
  /** Where it will be kept; null while that is not known. */
  storage: TokenStorage | null
}

/** An access token and the user name some hosts want beside it, with the place where the token will be kept. */
export function TokenFields({ username, secret, onChange, storage }: TokenFieldsProps) {
  const t = useTexts()
  return (
    <div className="token-fields">
      <TextField
        label={t('connectRepository.signIn.tokenLabel')}
        type="password"
        autoComplete="off"
        code="code"
        value={secret}
        onChange={(text) => onChange({ username, secret: text })}
        {...(storage === null ? {} : { description: t(`connectRepository.signIn.kept.${storage}`) })}
      />
      <TextField
        label={t('connectRepository.signIn.username')}
        description={t('connectRepository.signIn.usernameHint')}
        autoComplete="off"
        value={username}
        onChange={(text) => onChange({ username: text, secret })}
      />
    </div>
  )
}
