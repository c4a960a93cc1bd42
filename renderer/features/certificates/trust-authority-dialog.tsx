import { FileKey2 } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { createDialogsStore } from '#renderer/session/dialogs.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { useToast } from '#renderer/ui/toast.tsx'
import type { ContractClient } from '#shared/contract/index.ts'
import { AuthorityFacts } from './authority-facts.tsx'
import './certificates.css'

type Examined = Awaited<ReturnType<ContractClient['certificates']['examine']>>
type Standing =
  | { kind: 'empty' }
  | { kind: 'examined'; pem: string; found: Examined }
  | { kind: 'too-large' }
  | { kind: 'failed'; trouble: Trouble }

/** What a file of certificates may have at most, in bytes; the contract takes no more. */
const LARGEST_FILE = 512 * 1024

/** Names an authority that may vouch for one server, after its fingerprint was compared. Certificate checks stay on. */
export function TrustAuthorityDialog() {
  const domain = useFeature(createDialogsStore, (dialogs) => dialogs.trusting)
  return domain === null ? null : <Trusting key={domain} domain={domain} />
}

function Trusting({ domain }: { domain: string }) {
  const t = useTexts()
  const session = useSession()
  const toast = useToast()
  const close = useFeature(createDialogsStore, (dialogs) => dialogs.close)
  const [standing, setStanding] = useState<Standing>({ kind: 'empty' })
  const host = new URL(domain).host
  const examine = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > LARGEST_FILE) {
      setStanding({ kind: 'too-large' })
      return
    }
    try {
      const pem = await file.text()
      setStanding({ kind: 'examined', pem, found: await session.rpc.certificates.examine({ domain, pem }) })
    } catch (error) {
      setStanding({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  const trust = async (pem: string) => {
    try {
      await session.rpc.certificates.trust({ domain, pem })
      toast({ text: t('certificates.trusted', { host }) })
      close()
    } catch (error) {
      setStanding({ kind: 'failed', trouble: session.trouble(error) })
    }
  }
  const pem = standing.kind === 'examined' && standing.found.kind === 'authorities' ? standing.pem : null
  return (
    <Dialog
      isOpen
      size="wide"
      title={t('certificates.title', { host })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={pem === null}
            onPress={() => {
              if (pem !== null) void trust(pem)
            }}
          >
            {t('certificates.trust', { host })}
          </Button>
        </>
      }
    >
      <p>{t('certificates.text', { host })}</p>
      <div>
        <FileTrigger onSelect={(files) => void examine(files?.[0])}>
          <Button icon={<FileKey2 />}>{t('certificates.choose')}</Button>
        </FileTrigger>
      </div>
      <Found standing={standing} />
    </Dialog>
  )
}

function Found({ standing }: { standing: Standing }) {
  const t = useTexts()
  switch (standing.kind) {
    case 'empty':
      return null
    case 'too-large':
      return <Notice tone="danger" title={t('certificates.tooLarge')} />
    case 'failed':
      return <TroubleNotice trouble={standing.trouble} />
    case 'examined': {
      const { found } = standing
      if (found.kind === 'not-a-certificate' || found.kind === 'not-an-authority') {
        return (
          <Notice tone="danger" title={t(`certificates.${found.kind}`)}>
            <p>{t(`certificates.${found.kind}.next`)}</p>
          </Notice>
        )
      }
      return (
        <>
          {found.kind === 'expired' ? (
            <Notice tone="danger" title={t('certificates.expired')} />
          ) : (
            <p>{t('certificates.compare', { count: found.authorities.length })}</p>
          )}
          <ul className="authorities">
            {found.authorities.map((authority) => (
              <li key={authority.fingerprint}>
                <AuthorityFacts authority={authority} />
              </li>
            ))}
          </ul>
        </>
      )
    }
  }
}
