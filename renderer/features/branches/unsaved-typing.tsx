import { useState } from 'react'
import type { UnsavedFiles } from '#renderer/features/api-workspace/index.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'

/** Says that typing which is not saved stays in the editor through a switch, and offers to save it before. */
export function UnsavedTyping({ unsaved: { files, saveAll } }: { unsaved: UnsavedFiles }) {
  const t = useTexts()
  const [saving, setSaving] = useState(false)
  if (files.length === 0) return null
  const save = async () => {
    setSaving(true)
    await saveAll()
    setSaving(false)
  }
  return (
    <Notice
      tone="info"
      actions={
        <Button isPending={saving} onPress={() => void save()}>
          {t('branches.ask.saveNow')}
        </Button>
      }
    >
      <p>{t('branches.ask.unsaved', { count: files.length })}</p>
      <p>{t('branches.ask.unsavedNext')}</p>
      <ul>
        {files.slice(0, 3).map(({ path }) => (
          <li key={path} className="cut-at-end">
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
