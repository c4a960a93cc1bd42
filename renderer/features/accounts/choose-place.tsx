import { useState } from 'react'
import { createAppInfoStore } from '#renderer/session/app-info.ts'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Select } from '#renderer/ui/select.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { HostPlace } from '#shared/contract/accounts.ts'
import { parseDomain } from '#shared/domain/domain-url.ts'
import { HOST_KINDS, type HostKind, isCloudHost } from '#shared/domain/host.ts'

interface ChoosePlaceProps {
  button: string
  onChosen: (place: HostPlace) => void
}

/** A kind of host and, for an own server, its address. */
export function ChoosePlace({ button, onChosen }: ChoosePlaceProps) {
  const t = useTexts()
  const app = useFeature(createAppInfoStore, (store) => store.app)
  const [host, setHost] = useState<HostKind>('github')
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const isCloud = isCloudHost(host)
  const choose = () => {
    if (isCloudHost(host)) {
      if (app.kind === 'ready') onChosen({ host, domain: app.info.cloudDomains[host] })
      return
    }
    const parsed = parseDomain(typed)
    if (parsed.kind === 'domain') onChosen({ host, domain: parsed.domain })
    else setWrong(true)
  }
  return (
    <form
      className="accounts-form"
      onSubmit={(event) => {
        event.preventDefault()
        choose()
      }}
    >
      <Select
        label={t('accounts.host')}
        options={HOST_KINDS.map((id) => ({ id, name: t(`connectRepository.host.${id}`) }))}
        value={host}
        onChange={(next) => {
          setHost(next)
          setWrong(false)
        }}
      />
      {isCloud ? null : (
        <TextField
          label={t('accounts.domain')}
          code="code"
          value={typed}
          onChange={(text) => {
            setTyped(text)
            setWrong(false)
          }}
          {...(isWrong ? { error: t('accounts.domainWrong') } : {})}
        />
      )}
      <div>
        <Button type="submit" variant="primary" isDisabled={app.kind !== 'ready' || (!isCloud && typed.trim() === '')}>
          {button}
        </Button>
      </div>
    </form>
  )
}
