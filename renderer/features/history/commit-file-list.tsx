import { Undo2 } from 'lucide-react'
import { Button as AriaButton, GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components'
import { createSelectionStore } from '#renderer/session/selection.ts'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import type { CommitFile, CommitFiles, HistoryCommit } from '#shared/domain/history.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { useRestoreFile } from './use-restore-file.ts'

const ROW_HEIGHT = 30

/** The letters that Git users know a change by. */
const LETTERS: Record<CommitFile['kind'], string> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  renamed: 'R',
  'type-changed': 'T',
  'mode-changed': 'M',
}

interface CommitFileListProps {
  connectionId: ConnectionId
  commit: HistoryCommit
  loaded: CommitFiles
}

/** The files of a commit: each opens its differences in the centre, and can be put back as it was. */
export function CommitFileList({ connectionId, commit, loaded: { files, otherFiles } }: CommitFileListProps) {
  const t = useTexts()
  const show = useFeature(createSelectionStore, (selection) => selection.show)
  const open = useFeature(createSelectionStore, ({ centre }) =>
    centre.kind === 'diff' && centre.source.kind === 'commit' && centre.source.commit === commit.id ? centre.path : null,
  )
  const restoring = useRestoreFile(connectionId, commit)
  const showFile = ({ path, from }: CommitFile) =>
    show({
      kind: 'diff',
      connectionId,
      source: { kind: 'commit', commit: commit.id, ...(from === null ? {} : { from }) },
      path,
    })
  return (
    <>
      <p className="ui-hint commit-files-count">
        {t('history.files', { count: files.length })}
        {otherFiles === null || otherFiles === 0 ? null : ` · ${t('history.otherFiles', { count: otherFiles })}`}
      </p>
      {restoring.trouble === null ? null : (
        <div className="history-trouble">
          <TroubleNotice trouble={restoring.trouble} />
        </div>
      )}
      {files.length === 0 ? null : (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
          <GridList
            className="commit-files"
            aria-label={t('history.filesOf')}
            items={files.map((file) => ({ ...file, id: file.path }))}
            dependencies={[open, restoring.isBusy]}
            selectionMode="none"
            onAction={(path) => {
              const file = files.find((one) => one.path === path)
              if (file) showFile(file)
            }}
          >
            {(file) => (
              <GridListItem
                id={file.path}
                className={file.path === open ? 'commit-file commit-file-open' : 'commit-file'}
                textValue={t('history.fileLine', { path: file.path, change: t(`history.change.${file.kind}`) })}
              >
                <AriaButton
                  className="commit-file-show"
                  aria-label={t('history.showFile', { path: file.path, change: t(`history.change.${file.kind}`) })}
                  onPress={() => showFile(file)}
                >
                  <span className={`commit-letter commit-letter-${file.kind}`} aria-hidden="true">
                    {LETTERS[file.kind]}
                  </span>
                  <FileName file={file} />
                </AriaButton>
                <IconButton
                  label={t(file.kind === 'deleted' ? 'history.restoreBefore' : 'history.restoreFile', { path: file.path })}
                  icon={<Undo2 />}
                  isDisabled={restoring.isBusy}
                  onPress={() => void restoring.restore(file)}
                />
              </GridListItem>
            )}
          </GridList>
        </Virtualizer>
      )}
    </>
  )
}

function FileName({ file: { path, from } }: { file: CommitFile }) {
  const t = useTexts()
  const cut = path.lastIndexOf('/') + 1
  return (
    <span className="commit-file-words" title={from === null ? path : t('history.renamed', { from, path })}>
      <bdi className="cut-at-end">{shortenMiddle(path.slice(cut), 48)}</bdi>
      <bdi className="ui-hint cut-at-end">{from === null ? path.slice(0, cut) : t('history.renamedFrom', { from })}</bdi>
    </span>
  )
}
