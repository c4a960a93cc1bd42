import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Tree as AriaTree, Button, Collection, ListLayout, TreeItem, TreeItemContent, Virtualizer } from 'react-aria-components'
import './list.css'

export interface TreeNode<Content> {
  id: string
  name: string
  content: Content
  /** Null for a leaf; an empty list for a folder with nothing in it (yet). */
  children: readonly TreeNode<Content>[] | null
}

export interface TreeProps<Content> {
  label: string
  nodes: readonly TreeNode<Content>[]
  selected: string | null
  onSelect: (id: string) => void
  expanded: ReadonlySet<string>
  onExpand: (expanded: ReadonlySet<string>) => void
  /** Must stay the same function while it would draw the same: every row is drawn anew for another one. */
  renderNode: (node: TreeNode<Content>) => ReactNode
  renderEmpty?: () => ReactNode
}

/** Height of a row in pixels, as `--row`. */
const ROW_HEIGHT = 28

/** Folders and what is in them; arrows open, close and move, typing finds. Only the visible rows exist, so thousands stay fluid. */
export function Tree<Content>(props: TreeProps<Content>) {
  const { label, nodes, selected, onSelect, expanded, onExpand, renderNode, renderEmpty } = props
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_HEIGHT }}>
      <AriaTree
        className="ui-tree"
        aria-label={label}
        items={nodes}
        dependencies={[renderNode]}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys]
          if (typeof key === 'string') onSelect(key)
        }}
        expandedKeys={expanded}
        onExpandedChange={(keys) => onExpand(new Set([...keys].map(String)))}
        {...(renderEmpty ? { renderEmptyState: renderEmpty } : {})}
      >
        {(node) => <TreeBranch node={node} renderNode={renderNode} />}
      </AriaTree>
    </Virtualizer>
  )
}

interface TreeBranchProps<Content> {
  node: TreeNode<Content>
  renderNode: (node: TreeNode<Content>) => ReactNode
}

function TreeBranch<Content>({ node, renderNode }: TreeBranchProps<Content>) {
  return (
    <TreeItem id={node.id} textValue={node.name} className="ui-tree-row" hasChildItems={node.children !== null}>
      <TreeItemContent>
        {node.children === null ? (
          <span className="ui-tree-gap" />
        ) : (
          <Button slot="chevron" className="ui-tree-chevron">
            <ChevronRight aria-hidden="true" />
          </Button>
        )}
        {renderNode(node)}
      </TreeItemContent>
      <Collection items={node.children ?? []} dependencies={[renderNode]}>
        {(child) => <TreeBranch node={child} renderNode={renderNode} />}
      </Collection>
    </TreeItem>
  )
}
