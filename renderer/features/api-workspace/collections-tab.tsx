import { FileUp, FolderClosed, Layers, Library } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { RememberedSplitter } from '#renderer/session/remembered-splitter.tsx'
import { useFeature } from '#renderer/session/use-session.tsx'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from '#renderer/ui/button.tsx'
import type { CodeEditorHandle } from '#renderer/ui/code-editor.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { Tree, type TreeNode } from '#renderer/ui/tree.tsx'
import type { ApiContent, CollectionFile } from '#shared/domain/content.ts'
import type { ApiId } from '#shared/domain/ids.ts'
import { isDirty } from './buffer.ts'
import { CollectionDetail } from './collection-detail.tsx'
import { type CollectionNode, collectionNodes, nodeId, placeOf, type TreePlace } from './collection-nodes.ts'
import { type CollectionView, itemAt, readCollection } from './collection-tree.ts'
import { FileEditor } from './file-editor.tsx'
import { fileKey } from './file-key.ts'
import { MethodMark } from './method-mark.tsx'
import { createWorkspaceStore } from './store.ts'
import { useBuffer } from './use-buffer.ts'

export interface CollectionsTabProps {
  apiId: ApiId
  content: ApiContent
  onImport: () => void
}

/** The collections as a tree, and the chosen request read and as JSON. */
export function CollectionsTab({ apiId, content, onImport }: CollectionsTabProps) {
  const t = useTexts()
  const files = content.collections
  const [place, setPlace] = useState<TreePlace>({ path: files[0]?.path ?? '', place: '' })
  const views = useViews(apiId, files)
  const nodes = useMemo(() => collectionNodes(files, views), [files, views])
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(
    () => new Set(files.slice(0, 1).map((file) => nodeId({ path: file.path, place: '' }))),
  )
  const renderNode = useCallback(
    (node: TreeNode<CollectionNode>) => <NodeRow apiId={apiId} name={node.name} node={node.content} />,
    [apiId],
  )
  const file = files.find((one) => one.path === place.path) ?? files[0]
  if (!file) {
    return (
      <EmptyState
        icon={<Library />}
        title={t('apiWorkspace.empty.collections')}
        text={t('apiWorkspace.empty.collectionsText')}
        actions={
          <Button variant="primary" icon={<FileUp />} onPress={onImport}>
            {t('apiWorkspace.import')}
          </Button>
        }
      />
    )
  }
  return (
    <div className="workspace-split">
      <div className="workspace-side">
        <Tree
          label={t('apiWorkspace.collections.tree')}
          nodes={nodes}
          selected={nodeId(place)}
          onSelect={(id) => setPlace(placeOf(id))}
          expanded={expanded}
          onExpand={setExpanded}
          renderNode={renderNode}
        />
      </div>
      <RememberedSplitter
        label={t('common.resizePane', { pane: t('apiWorkspace.collections.resize') })}
        side="left"
        initial={240}
        limits={{ min: 140, max: 420 }}
        remember="collections"
      />
      <CollectionFileView
        key={file.path}
        apiId={apiId}
        file={file}
        place={file.path === place.path ? place.place : ''}
        view={views.get(file.path) ?? null}
      />
    </div>
  )
}

/** Reads the texts of the collections and what they hold; typing in the JSON is followed. */
function useViews(apiId: ApiId, files: readonly CollectionFile[]): ReadonlyMap<string, CollectionView> {
  const open = useFeature(createWorkspaceStore, (state) => state.open)
  const buffers = useFeature(createWorkspaceStore, (state) => state.buffers)
  const read = useRef(new Map<string, { text: string; view: CollectionView }>())
  useEffect(() => {
    for (const file of files) {
      if (file.format !== 'multi-file') void open(apiId, { area: 'collection', path: file.path })
    }
  }, [open, apiId, files])
  return useMemo(() => {
    const views = new Map<string, CollectionView>()
    for (const { path } of files) {
      const buffer = buffers.get(fileKey(apiId, { area: 'collection', path }))
      if (buffer?.kind !== 'text') continue
      const known = read.current.get(path)
      const view = known?.text === buffer.text ? known.view : readCollection(buffer.text)
      read.current.set(path, { text: buffer.text, view })
      views.set(path, view)
    }
    return views
  }, [apiId, files, buffers])
}

interface NodeRowProps {
  apiId: ApiId
  name: string
  node: CollectionNode
}

function NodeRow({ apiId, name, node }: NodeRowProps) {
  const t = useTexts()
  const key = node.kind === 'file' ? fileKey(apiId, { area: 'collection', path: node.file.path }) : ''
  const isUnsaved = useFeature(createWorkspaceStore, (state) => isDirty(state.buffers.get(key)) || state.kept.has(key))
  const shown = name || t('apiWorkspace.collections.unnamed')
  return (
    <>
      <NodeMark node={node} />
      <span className="cut-at-end" title={shown}>
        {shown}
      </span>
      {isUnsaved ? (
        <span className="file-unsaved" title={t('apiWorkspace.standing.unsaved')}>
          <span className="only-read-aloud">{t('apiWorkspace.standing.unsaved')}</span>
        </span>
      ) : null}
    </>
  )
}

function NodeMark({ node }: { node: CollectionNode }) {
  if (node.kind === 'file') return <Layers className="node-icon" aria-hidden="true" />
  if (node.item.kind === 'folder') return <FolderClosed className="node-icon" aria-hidden="true" />
  return <MethodMark method={node.item.method} />
}

interface CollectionFileViewProps {
  apiId: ApiId
  file: CollectionFile
  place: string
  view: CollectionView | null
}

function CollectionFileView({ apiId, file, place, view }: CollectionFileViewProps) {
  const t = useTexts()
  const ref = { area: 'collection', path: file.path } as const
  const [tab, setTab] = useState<'overview' | 'json'>(file.format === 'v2.1' || file.format === 'v2.0' ? 'overview' : 'json')
  const editor = useRef<CodeEditorHandle>(null)
  const buffer = useBuffer(apiId, ref)
  const item = view ? itemAt(view, place) : null
  const offset = item?.offset ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a choice in the tree moves the caret, never typing that shifts the offset
  useEffect(() => {
    if (tab === 'json' && offset > 0 && buffer.kind === 'text') editor.current?.goTo(offset)
  }, [tab, place])
  return (
    <div className="collection-view">
      <ReadOnlyReason format={file.format} />
      <Tabs
        label={t('apiWorkspace.collections.views')}
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'overview',
            name: t('apiWorkspace.collections.overview'),
            content: <CollectionDetail view={view} item={item} />,
          },
          {
            id: 'json',
            name: t('apiWorkspace.collections.json'),
            content: (
              <FileEditor
                ref={editor}
                apiId={apiId}
                name="hidden"
                file={ref}
                mode={file.format === 'v2.1' || file.format === 'unreadable' ? 'edit' : 'read'}
              />
            ),
          },
        ]}
      />
    </div>
  )
}

function ReadOnlyReason({ format }: { format: CollectionFile['format'] }) {
  const t = useTexts()
  const words = {
    'v2.1': null,
    'v2.0': t('apiWorkspace.collections.old', { format: 'v2.0' }),
    v1: t('apiWorkspace.collections.old', { format: 'v1' }),
    'multi-file': t('apiWorkspace.collections.multiFile'),
    unreadable: t('apiWorkspace.collections.unreadableFile'),
  }[format]
  if (words === null) return null
  return (
    <div className="file-notices">
      <Notice tone="info">{words}</Notice>
    </div>
  )
}
