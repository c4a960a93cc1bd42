import type { ReactNode } from 'react'
import { ListBox as AriaListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import './list.css'

export interface ListRow {
  id: string
  /** What typing ahead finds and what is read where the row's content is not text. */
  name: string
}

export interface ListBoxProps<Row extends ListRow> {
  label: string
  rows: readonly Row[]
  /** Height of every row in pixels. */
  rowHeight?: number
  selected: string | null
  onSelect: (row: Row) => void
  /** Enter or double click, where that does more than selecting. */
  onOpen?: (row: Row) => void
  renderRow: (row: Row) => ReactNode
  renderEmpty?: () => ReactNode
  /** Values besides `rows` that the rows' content depends on. */
  dependencies?: readonly unknown[]
}

/** A list of rows of which one is chosen; only the visible rows exist, so thousands stay instant. */
export function ListBox<Row extends ListRow>(props: ListBoxProps<Row>) {
  const { label, rows, rowHeight = 28, selected, onSelect, onOpen, renderRow, renderEmpty, dependencies = [] } = props
  const find = (key: unknown) => rows.find((row) => row.id === key)
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
      <AriaListBox
        className="ui-list"
        aria-label={label}
        items={rows}
        dependencies={dependencies}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const row = keys === 'all' ? undefined : find([...keys][0])
          if (row) onSelect(row)
        }}
        {...(onOpen
          ? {
              onAction: (key: unknown) => {
                const row = find(key)
                if (row) onOpen(row)
              },
            }
          : {})}
        {...(renderEmpty ? { renderEmptyState: renderEmpty } : {})}
      >
        {(row) => (
          <ListBoxItem id={row.id} textValue={row.name} className="ui-list-row">
            {renderRow(row)}
          </ListBoxItem>
        )}
      </AriaListBox>
    </Virtualizer>
  )
}
