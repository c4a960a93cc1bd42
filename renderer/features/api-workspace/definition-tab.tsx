import { FileCode2, FileUp, Star } from 'lucide-react'
import { useState } from 'react'
import { RememberedSplitter } from '#renderer/session/remembered-splitter.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { ListBox } from '#renderer/ui/list-box.tsx'
import { PathText } from '#renderer/ui/path-text.tsx'
import type { ApiContent, DefinitionFile } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { isDirty } from './buffer.ts'
import { DefinitionChooser } from './definition-chooser.tsx'
import { FileEditor } from './file-editor.tsx'
import { fileKey } from './file-key.ts'
import { createWorkspaceStore } from './store.ts'

export interface DefinitionTabProps {
  apiId: ApiId
  content: ApiContent
  onImport: () => void
}

/** The definition's files, one of them in the editor. */
export function DefinitionTab({ apiId, content, onImport }: DefinitionTabProps) {
  const t = useTexts()
  const [chosen, setChosen] = useState<string | null>(null)
  const { definitions, definitionRoot } = content
  const roots = definitions.filter((file) => file.root)
  if (definitions.length === 0) {
    return (
      <EmptyState
        icon={<FileCode2 />}
        title={t('apiWorkspace.empty.definition')}
        text={t('apiWorkspace.empty.definitionText')}
        actions={
          <Button variant="primary" icon={<FileUp />} onPress={onImport}>
            {t('apiWorkspace.import')}
          </Button>
        }
      />
    )
  }
  if (definitionRoot === null && roots.length > 1) return <DefinitionChooser apiId={apiId} roots={roots} />

  const shown = shownFile(definitions, chosen, definitionRoot)
  const rows = definitions.map((file) => ({ ...file, id: file.path, name: file.path }))
  return (
    <div className="workspace-split">
      {rows.length > 1 ? (
        <>
          <div className="workspace-side">
            <ListBox
              label={t('apiWorkspace.files.label')}
              rows={rows}
              selected={shown.path}
              onSelect={(file) => setChosen(file.path)}
              renderRow={(file) => <FileRow apiId={apiId} file={file} isRoot={file.path === definitionRoot} />}
              dependencies={[definitionRoot]}
            />
          </div>
          <RememberedSplitter
            label={t('common.resizePane', { pane: t('apiWorkspace.files.resize') })}
            side="left"
            initial={200}
            limits={{ min: 120, max: 360 }}
            remember="definition-files"
          />
        </>
      ) : null}
      <FileEditor
        apiId={apiId}
        file={{ area: 'schema', path: shown.path }}
        name={rows.length > 1 ? 'hidden' : 'shown'}
        key={shown.path}
      />
    </div>
  )
}

function shownFile(files: readonly DefinitionFile[], chosen: string | null, root: string | null): DefinitionFile {
  const find = (path: string | null) => files.find((file) => file.path === path)
  const shown = find(chosen) ?? find(root) ?? files.find((file) => file.root) ?? files[0]
  if (!shown) throw new Error('A definition without files')
  return shown
}

interface FileRowProps {
  apiId: ApiId
  file: DefinitionFile
  isRoot: boolean
}

function FileRow({ apiId, file, isRoot }: FileRowProps) {
  const t = useTexts()
  const key = fileKey(apiId, { area: 'schema', path: file.path })
  const isUnsaved = useFeature(createWorkspaceStore, (state) => isDirty(state.buffers.get(key)) || state.kept.has(key))
  return (
    <>
      <PathText path={file.path} />
      {isRoot ? (
        <span className="file-root" title={t('apiWorkspace.files.rootWords')}>
          <Star aria-hidden="true" />
          <span className="only-read-aloud">{t('apiWorkspace.files.rootWords')}</span>
        </span>
      ) : null}
      {isUnsaved ? (
        <span className="file-unsaved" title={t('apiWorkspace.standing.unsaved')}>
          <span className="only-read-aloud">{t('apiWorkspace.standing.unsaved')}</span>
        </span>
      ) : null}
    </>
  )
}
