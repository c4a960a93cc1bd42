import { useState } from 'react'
import { createConnectionsStore } from '#renderer/session/connections.ts'
import { useFeature, useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { Connection } from '#shared/domain/connection.ts'
import { useSourceControl } from './use-repository.ts'

/** How many files are listed; the title counts them all. */
const SHOWN = 500

interface OtherFilesDialogProps {
  connection: Connection
  paths: string[]
  of: 'pull' | 'update-from-default'
}

/** Before a pull or an update touches files that are not the API's: which, and whether. */
export function OtherFilesDialog({ connection, paths, of }: OtherFilesDialogProps) {
  const t = useTexts()
  const session = useSession()
  const { send, pull, updateFromDefault } = useSourceControl()
  const load = useFeature(createConnectionsStore, (store) => store.load)
  const [remember, setRemember] = useState(false)
  const close = () => send(connection.id, { kind: 'question-closed' })
  const update = async () => {
    close()
    if (remember) {
      await session.rpc.connections
        .setOtherFilesPolicy({ connectionId: connection.id, policy: 'update' })
        .then(load, (error) => session.trouble(error))
    }
    await (of === 'pull' ? pull : updateFromDefault)(connection.id, 'update')
  }
  return (
    <Dialog
      isOpen
      size="wide"
      title={t(`sourceControl.other.title.${of}`)}
      onClose={close}
      actions={
        <>
          <Button onPress={close} autoFocus>
            {t('sourceControl.other.not')}
          </Button>
          <Button variant="primary" onPress={() => void update()}>
            {t(`sourceControl.other.update.${of}`)}
          </Button>
        </>
      }
    >
      <p>{t('sourceControl.other.text', { count: paths.length })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list has to be reachable by keyboard */}
      <ul className="other-files" aria-label={t('sourceControl.other.files')} tabIndex={0}>
        {paths.slice(0, SHOWN).map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
      <p className="ui-hint">{t('sourceControl.other.updateText')}</p>
      <Checkbox isSelected={remember} onChange={setRemember}>
        {t('sourceControl.other.remember')}
      </Checkbox>
    </Dialog>
  )
}
