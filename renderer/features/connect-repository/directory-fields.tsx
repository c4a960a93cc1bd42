import { useState } from 'react'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { DirectoryReport } from '#shared/contract/connections.ts'
import { DEFAULT_COLLECTION_DIRECTORY, DEFAULT_SCHEMA_DIRECTORY } from '#shared/domain/connection.ts'
import { problemWords } from './directory-words.ts'
import { type Browse, FolderTree } from './folder-tree.tsx'
import { Verdict } from './verdict.tsx'
import './folders.css'

export type WhichDirectory = 'schema' | 'collection'

/** How far the check of what was typed has come. */
export type DirectoriesCheck =
  | { kind: 'idle' }
  | { kind: 'running' }
  | { kind: 'answered'; answer: Record<WhichDirectory, DirectoryReport> }
  | { kind: 'failed'; trouble: Trouble }

export interface DirectoryFieldsProps {
  typed: Record<WhichDirectory, string>
  check: DirectoriesCheck
  /** Null where there is nothing to list yet. */
  browse: Browse | null
  onTyped: (which: WhichDirectory, directory: string) => void
  onRecheck: () => void
}

const DEFAULTS = { schema: DEFAULT_SCHEMA_DIRECTORY, collection: DEFAULT_COLLECTION_DIRECTORY } as const

/** The two folders that a connection owns; a click in the tree fills the field that was focused last. */
export function DirectoryFields({ typed, check, browse, onTyped, onRecheck }: DirectoryFieldsProps) {
  const t = useTexts()
  const [focused, setFocused] = useState<WhichDirectory>('schema')
  const field = (which: WhichDirectory) => (
    <DirectoryField
      which={which}
      typed={typed[which]}
      check={check}
      onTyped={(directory) => onTyped(which, directory)}
      onFocus={() => setFocused(which)}
    />
  )
  return (
    <div className="connect-folders">
      <div className="connect-group">
        {field('schema')}
        {field('collection')}
        {check.kind === 'failed' ? (
          <TroubleNotice trouble={check.trouble} actions={<Button onPress={onRecheck}>{t('common.retry')}</Button>} />
        ) : null}
      </div>
      {browse === null ? null : (
        <FolderTree
          browse={browse}
          target={t(`connectRepository.folders.${focused}`)}
          onChoose={(directory) => onTyped(focused, directory)}
        />
      )}
    </div>
  )
}

interface DirectoryFieldProps {
  which: WhichDirectory
  typed: string
  check: DirectoriesCheck
  onTyped: (directory: string) => void
  onFocus: () => void
}

function DirectoryField({ which, typed, check, onTyped, onFocus }: DirectoryFieldProps) {
  const t = useTexts()
  const report = check.kind === 'answered' ? check.answer[which] : null
  return (
    <div className="connect-directory">
      <TextField
        label={t(`connectRepository.folders.${which}`)}
        code="code"
        placeholder={DEFAULTS[which]}
        value={typed}
        onChange={onTyped}
        onFocus={onFocus}
        {...(report?.kind === 'refused' ? { error: problemWords(t, report.problem) } : {})}
      />
      {check.kind === 'running' ? <Verdict kind="waiting">{t('connectRepository.folders.checking')}</Verdict> : null}
      {report?.kind === 'usable' ? (
        <Verdict kind="fine">
          {report.exists
            ? t('connectRepository.folders.exists', { definitions: report.definitions, collections: report.collections })
            : t('connectRepository.folders.new')}
        </Verdict>
      ) : null}
    </div>
  )
}
