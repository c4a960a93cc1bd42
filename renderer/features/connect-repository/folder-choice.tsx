import { FolderOpen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CloneVerdict } from './clone-verdict.tsx'
import { FolderListDialog } from './folder-list-dialog.tsx'
import { normalisedDomain } from './state.ts'
import { Verdict } from './verdict.tsx'
import { useOnPremisesWizard } from './wizard-context.tsx'

type Picking = { kind: 'no' } | { kind: 'asking' } | { kind: 'listing' } | { kind: 'failed'; trouble: Trouble }

/** *Local file system → Select folder*, and what the picked folder turned out to be. */
export function FolderChoice() {
  const t = useTexts()
  const session = useSession()
  const { state, send } = useOnPremisesWizard()
  const [picking, setPicking] = useState<Picking>({ kind: 'no' })

  const section = useRef<HTMLElement>(null)
  const verdict = state.cloneCheck.kind
  useEffect(() => {
    if (verdict === 'answered' || verdict === 'failed') section.current?.scrollIntoView({ block: 'nearest' })
  }, [verdict])

  const pick = async () => {
    setPicking({ kind: 'asking' })
    try {
      const answer = await session.rpc.folders.pick()
      setPicking(answer.kind === 'not-offered' ? { kind: 'listing' } : { kind: 'no' })
      if (answer.kind === 'picked') send({ kind: 'folder-picked', folder: answer.folder })
    } catch (error) {
      setPicking({ kind: 'failed', trouble: session.trouble(error) })
    }
  }

  return (
    <section ref={section} className="connect-group" aria-label={t('connectRepository.folder.title')}>
      <h4>{t('connectRepository.folder.title')}</h4>
      <p className="ui-hint">{t('connectRepository.folder.text')}</p>
      <div className="connect-folder">
        <Button icon={<FolderOpen />} onPress={() => void pick()} isPending={picking.kind === 'asking'}>
          {state.folder === null ? t('connectRepository.folder.select') : t('connectRepository.folder.selectOther')}
        </Button>
        {state.folder === null ? null : <code className="connect-path">{state.folder.label}</code>}
      </div>
      {picking.kind === 'failed' ? <TroubleNotice trouble={picking.trouble} /> : null}
      {state.folder !== null && normalisedDomain(state) === null ? (
        <Verdict kind="note">{t('connectRepository.folder.waiting')}</Verdict>
      ) : null}
      <CloneVerdict pickAnother={() => void pick()} />
      {picking.kind === 'listing' ? (
        <FolderListDialog
          onClose={() => setPicking({ kind: 'no' })}
          onPick={(folder) => {
            setPicking({ kind: 'no' })
            send({ kind: 'folder-picked', folder })
          }}
        />
      ) : null}
    </section>
  )
}
