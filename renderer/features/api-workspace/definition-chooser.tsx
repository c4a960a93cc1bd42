import { useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { RadioCards } from '#renderer/ui/radio-cards.tsx'
import { ReturnFocus } from '#renderer/ui/return-focus.tsx'
import type { DefinitionFile } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { createWorkspaceStore } from './store.ts'

export interface DefinitionChooserProps {
  apiId: ApiId
  roots: readonly DefinitionFile[]
}

/** Asks once which of several definitions in the folder is this API's. */
export function DefinitionChooser({ apiId, roots }: DefinitionChooserProps) {
  const t = useTexts()
  const session = useSession()
  const choose = useFeature(createWorkspaceStore, (state) => state.chooseDefinition)
  const [path, setPath] = useState(roots[0]?.path ?? '')
  const [pending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const confirm = async () => {
    setPending(true)
    try {
      await choose(apiId, path)
    } catch (error) {
      setTrouble(session.trouble(error))
      setPending(false)
    }
  }
  return (
    <div className="definition-chooser">
      <ReturnFocus />
      <h3>{t('apiWorkspace.choose.title')}</h3>
      <p>{t('apiWorkspace.choose.text')}</p>
      <RadioCards
        label={t('apiWorkspace.choose.label')}
        labelPlacement="hidden"
        value={path}
        onChange={setPath}
        cards={roots.map((root) => ({ id: root.path, title: root.path, text: t(`apiWorkspace.kind.${root.kind}`) }))}
      />
      {trouble ? <TroubleNotice trouble={trouble} /> : null}
      <Button variant="primary" size="large" isPending={pending} onPress={() => void confirm()}>
        {t('apiWorkspace.choose.button')}
      </Button>
    </div>
  )
}
