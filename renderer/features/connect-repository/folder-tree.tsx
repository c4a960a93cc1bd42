import { ChevronRight, Folder } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from 'react-aria-components'
import { TroubleNotice } from '#renderer/session/trouble-notice.tsx'
import { useSession } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import type { Trouble } from '#renderer/trouble.ts'
import { Badge } from '#renderer/ui/badge.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Skeleton } from '#renderer/ui/skeleton.tsx'
import { Spinner } from '#renderer/ui/spinner.tsx'
import type { TreeFolder } from '#shared/contract/connections.ts'
import './folders.css'

export interface FolderTreeProps {
  /** Lists the folders directly below a path; must stay the same function while it lists the same tree. */
  browse: Browse
  /** Name of the field that a chosen folder fills. */
  target: string
  onChoose: (path: string) => void
}

export type Browse = (path: string, signal: AbortSignal) => Promise<TreeFolder[]>

/** The folders of a branch, level by level, with what they already hold. */
export function FolderTree({ browse, target, onChoose }: FolderTreeProps) {
  const t = useTexts()
  const { levels, trouble, open, retry } = useLevels(browse)
  const root = levels.get('')
  return (
    <section className="folder-tree" aria-label={t('connectRepository.folders.tree')}>
      <p className="folder-tree-title">{t('connectRepository.folders.tree')}</p>
      <p className="ui-hint" role="status">
        {t('connectRepository.folders.treeHint', { field: target })}
      </p>
      {trouble === null ? null : (
        <TroubleNotice trouble={trouble} actions={<Button onPress={retry}>{t('common.retry')}</Button>} />
      )}
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
  const children = levels.get(folder.path)
  return (
    <TreeItem id={folder.path} textValue={folder.name} hasChildItems={folder.hasChildren} className="folder-node">
      <TreeItemContent>
        {() => (
          <>
            {folder.hasChildren ? (
              <AriaButton slot="chevron" className="folder-chevron">
                <ChevronRight aria-hidden="true" />
              </AriaButton>
            ) : (
              <span className="folder-chevron" />
            )}
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
      {children?.map((child) => (
        <FolderNode key={child.path} folder={child} levels={levels} />
      ))}
      {children === undefined && folder.hasChildren ? <ChildrenAwaited path={folder.path} /> : null}
    </TreeItem>
  )
}

/**
 * Stands for the folders of a level that was not read yet. Arrow keys open only what has rows below it, so this row makes a
 * closed folder one that can be opened by keyboard.
 */
function ChildrenAwaited({ path }: { path: string }) {
  const t = useTexts()
  return (
    // No folder is called this: a name holds no slash.
    <TreeItem id={`${path}//`} textValue={t('common.loading')} className="folder-node" isDisabled>
      <TreeItemContent>
        <Spinner /> {t('common.loading')}
      </TreeItemContent>
    </TreeItem>
  )
}

/** Reads one level of folders at a time, each once. */
function useLevels(browse: Browse) {
  const session = useSession()
  const [levels, setLevels] = useState<ReadonlyMap<string, TreeFolder[]>>(new Map())
  const [failed, setFailed] = useState<{ path: string; trouble: Trouble } | null>(null)
  const closed = useRef(new AbortController())
  const open = useCallback(
    (path: string) => {
      const { signal } = closed.current
      browse(path, signal).then(
        (children) => {
          if (!signal.aborted) setLevels((before) => new Map(before).set(path, children))
        },
        (error) => {
          if (!signal.aborted) setFailed({ path, trouble: session.trouble(error) })
        },
      )
    },
    [session, browse],
  )
  useEffect(() => {
    const abort = new AbortController()
    closed.current = abort
    setLevels(new Map())
    setFailed(null)
    open('')
    return () => abort.abort()
  }, [open])
  return {
    levels,
    trouble: failed?.trouble ?? null,
    open: (path: string) => {
      if (!levels.has(path)) open(path)
    },
    retry: () => {
      if (failed !== null) open(failed.path)
      setFailed(null)
    },
  }
}
