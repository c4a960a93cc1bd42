import { ChevronRight, Folder } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from 'react-aria-components'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import type { TreeFolder } from '#shared/contract/connections.ts'
import type { PickedFolder } from '#shared/contract/folders.ts'
import './folders.css'

export interface FolderTreeProps {
  folder: PickedFolder
  /** Name of the field that a chosen folder fills. */
  target: string
  onChoose: (path: string) => void
}

/** The folders of the clone, level by level, with what they already hold. */
export function FolderTree({ folder, target, onChoose }: FolderTreeProps) {
  const t = useTexts()
  const { levels, trouble, open } = useLevels(folder)
  const root = levels.get('')
  return (
    <section className="folder-tree" aria-label={t('connectRepository.folders.tree')}>
      <h4>{t('connectRepository.folders.tree')}</h4>
      <p className="ui-hint" role="status">
        {t('connectRepository.folders.treeHint', { field: target })}
      </p>
      {trouble === null ? null : <TroubleNotice trouble={trouble} />}
      {root === undefined && trouble === null ? <Skeleton label={t('common.loading')} /> : null}
      {root === undefined ? null : (
        <Tree
          className="folder-tree-rows"
          aria-label={t('connectRepository.folders.tree')}
          selectionMode="none"
          onAction={(path) => onChoose(String(path))}
          onExpandedChange={(paths) => {
            for (const path of paths) open(String(path))
          }}
          renderEmptyState={() => <p className="ui-hint">{t('connectRepository.folders.treeEmpty')}</p>}
        >
          {root.map((child) => (
            <FolderNode key={child.path} folder={child} levels={levels} />
          ))}
        </Tree>
      )}
    </section>
  )
}

function FolderNode({ folder, levels }: { folder: TreeFolder; levels: ReadonlyMap<string, TreeFolder[]> }) {
  const t = useTexts()
  return (
    <TreeItem id={folder.path} textValue={folder.name} hasChildItems={folder.hasChildren} className="folder-node">
      <TreeItemContent>
        {() => (
          <>
            <AriaButton slot="chevron" className="folder-chevron">
              {folder.hasChildren ? <ChevronRight aria-hidden="true" /> : null}
            </AriaButton>
            <Folder aria-hidden="true" />
            <span className="cut-at-end">{folder.name}</span>
            {folder.definitions ? (
              <Badge tone="mine">{t('connectRepository.folders.definitions', { count: folder.definitions })}</Badge>
            ) : null}
            {folder.collections ? (
              <Badge tone="theirs">{t('connectRepository.folders.collections', { count: folder.collections })}</Badge>
            ) : null}
          </>
        )}
      </TreeItemContent>
      {(levels.get(folder.path) ?? []).map((child) => (
        <FolderNode key={child.path} folder={child} levels={levels} />
      ))}
    </TreeItem>
  )
}

/** Reads one level of folders at a time, each once. */
function useLevels(folder: PickedFolder) {
  const session = useSession()
  const [levels, setLevels] = useState<ReadonlyMap<string, TreeFolder[]>>(new Map())
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const open = useCallback(
    (path: string) => {
      session.rpc.connections.browseDirectories({ folder: folder.handle, path }).then(
        (children) => setLevels((before) => new Map(before).set(path, children)),
        (error) => setTrouble(session.trouble(error)),
      )
    },
    [session, folder.handle],
  )
  useEffect(() => open(''), [open])
  const openOnce = (path: string) => {
    if (!levels.has(path)) open(path)
  }
  return { levels, trouble, open: openOnce }
}
