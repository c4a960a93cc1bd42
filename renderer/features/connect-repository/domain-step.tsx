import { type KeyboardEvent, useEffect, useState } from 'react'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ComboBox } from '#renderer/ui/combo-box.tsx'
import type { OnPremisesHost } from '#shared/domain/host.ts'
import { DomainVerdict } from './domain-verdict.tsx'
import { FolderChoice } from './folder-choice.tsx'
import { PageHeading } from './page.tsx'
import { useOnPremisesWizard } from './wizard-context.tsx'

interface UsedDomain {
  host: OnPremisesHost
  domain: string
}

/** The server's address, checked while it is typed, and the clone's folder, held against it. */
export function DomainStep() {
  const t = useTexts()
  const { state, send } = useOnPremisesWizard()
  const used = useUsedDomains()
  const take = (domain: string) => {
    const known = used.find((one) => one.domain === domain)
    if (known) send({ kind: 'domain-taken', domain, host: known.host })
  }
  return (
    <>
      <PageHeading title={t('connectRepository.domain.title')} text={t('connectRepository.domain.text')} />
      <section className="connect-group" aria-label={t('connectRepository.domain.label')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: nothing to operate; it only keeps a key from going further */}
        <div onKeyDown={keepEscape}>
          <ComboBox
            label={t('connectRepository.domain.label')}
            description={t('connectRepository.domain.hint')}
            code="code"
            value={state.domain}
            onChange={(domain) => send({ kind: 'domain-typed', domain })}
            onChoose={take}
            options={used
              .filter(({ domain }) => domain.includes(state.domain.trim()))
              .map(({ domain, host }) => ({ id: domain, name: domain, description: t(`connectRepository.host.${host}`) }))}
          />
        </div>
        {state.domain === '' && used.length > 0 ? <UsedDomains used={used} take={take} /> : null}
        <DomainVerdict />
      </section>
      <FolderChoice />
    </>
  )
}

/** How many of the domains used before are offered as buttons; the rest is in the field's list. */
const OFFERED = 4

function UsedDomains({ used, take }: { used: UsedDomain[]; take: (domain: string) => void }) {
  const t = useTexts()
  return (
    <div className="connect-folder">
      <span className="ui-hint">{t('connectRepository.domain.usedBefore')}</span>
      {used.slice(0, OFFERED).map(({ domain }) => (
        <Button key={domain} onPress={() => take(domain)}>
          {domain}
        </Button>
      ))}
    </div>
  )
}

/** Escape in the field closes its list, and is not meant for the wizard around it. */
function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation()
}

/** Domains used before, most recent first. Without an answer there is simply nothing to offer. */
function useUsedDomains(): UsedDomain[] {
  const session = useSession()
  const [used, setUsed] = useState<UsedDomain[]>([])
  useEffect(() => {
    const abort = new AbortController()
    session.rpc.connections.domains(undefined, { signal: abort.signal }).then(
      (domains) => {
        if (!abort.signal.aborted) setUsed(domains)
      },
      (error) => {
        if (!abort.signal.aborted) session.trouble(error)
      },
    )
    return () => abort.abort()
  }, [session])
  return used
}
