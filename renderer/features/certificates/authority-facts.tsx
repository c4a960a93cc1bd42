import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { TrustedAuthority } from '#shared/contract/certificates.ts'

/** Who an authority is, and the fingerprint to compare. */
export function AuthorityFacts({ authority }: { authority: TrustedAuthority }) {
  const t = useTexts()
  const { subject, issuer, validFrom, validTo, fingerprint } = authority
  const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })
  const facts = [
    [t('certificates.subject'), subject],
    [t('certificates.issuer'), issuer],
    [t('certificates.valid'), date.formatRange(new Date(validFrom), new Date(validTo))],
  ]
  return (
    <dl className="authority-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('certificates.fingerprint')}</dt>
        <dd>
          <code>{fingerprint}</code>
        </dd>
      </div>
    </dl>
  )
}
