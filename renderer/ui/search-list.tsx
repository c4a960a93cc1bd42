import { Search } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { afterKey, rowsInSight, scrolledTo } from './search-list-moves.ts'
import './field.css'
import './search-field.css'
import './search-list.css'

export interface SearchListRow {
  id: string
  /** A heading stands above the rows that follow it, and can't be chosen. */
  kind: 'heading' | 'option'
}

export interface SearchListProps<Row extends SearchListRow> {
  label: string
  placeholder: string
  search: string
  onSearch: (text: string) => void
  rows: readonly Row[]
  /** Height of every row in pixels. */
  rowHeight: number
  /** The row that Enter takes. */
  active: string | null
  onActive: (id: string) => void
  onChoose: (row: Row) => void
  /** The rows in sight changed. Must stay the same function while it would do the same. */
  onSight?: (rows: readonly Row[]) => void
  /** Opens what can be done with a row: the menu key or the secondary mouse button, or the row's element with `data-row-menu`. */
  onMenu?: (row: Row, at: HTMLElement) => void
  renderRow: (row: Row) => ReactNode
  /** What is read aloud for an option. */
  nameOf: (row: Row) => string
  /** What stands in the place of no rows. */
  empty: ReactNode
}

/**
 * A search box over a list of which one row is taken. Focus stays in the box: arrows, Home, End and the page keys move through the
 * rows (ARIA Authoring Practices, "Combobox"). Only the rows in sight exist, and none of them is drawn for a key that leaves it
 * as it was, so that tens of thousands stay fluid.
 */
export function SearchList<Row extends SearchListRow>(props: SearchListProps<Row>) {
  const { label, placeholder, search, onSearch, rows, rowHeight, active, onActive, onChoose, onSight, onMenu, renderRow } =
    props
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const height = useHeight(list)
  const sight = rowsInSight({ top, height, rowHeight, count: rows.length })
  const headings = useMemo(() => rows.flatMap(({ kind }, at) => (kind === 'heading' ? [at] : [])), [rows])
  const activeAt = rows.findIndex(({ id }) => id === active)
  useLayoutEffect(() => {
    list.current?.style.setProperty('--rows-height', `${rows.length * rowHeight}px`)
    list.current?.style.setProperty('--rows-top', `${sight.from * rowHeight}px`)
    list.current?.style.setProperty('--row-height', `${rowHeight}px`)
  }, [rows.length, rowHeight, sight.from])
  // Asking the list itself where it stands would have it laid out for every key.
  const seen = useRef({ top, height })
  useLayoutEffect(() => {
    seen.current = { top, height }
  })
  useLayoutEffect(() => {
    if (list.current === null || activeAt < 0 || seen.current.height === 0) return
    // A heading goes into sight with the first row below it.
    const isFirst = activeAt > 0 && rows[activeAt - 1]?.kind === 'heading'
    const there = scrolledTo({ ...seen.current, rowHeight }, activeAt, isFirst ? 1 : 0)
    if (there !== seen.current.top) list.current.scrollTop = there
  }, [activeAt, rows, rowHeight])
  useEffect(() => {
    onSight?.(rows.slice(sight.from, sight.to))
  }, [onSight, rows, sight.from, sight.to])

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const row = rows[activeAt]
    const element = row === undefined ? null : document.getElementById(idOf(listId, row.id))
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      if (row !== undefined) onChoose(row)
      return
    }
    if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && row !== undefined && element !== null) {
      event.preventDefault()
      onMenu?.(row, element.querySelector<HTMLElement>('[data-row-menu]') ?? element)
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const next = afterKey(event.key, { rows, at: activeAt, page: Math.max(1, Math.floor(height / rowHeight) - 1) })
    if (next === null) return
    event.preventDefault()
    const there = rows[next]
    if (there !== undefined) onActive(there.id)
  }
  const click = (event: MouseEvent<HTMLDivElement>) => {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
    const row = rows.find(({ id }) => id === at?.dataset['row'])
    if (at === null || row === undefined) return
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-menu]') : null
    const isMenu = event.type === 'contextmenu' || button !== null
    if (isMenu) event.preventDefault()
    onActive(row.id)
    if (isMenu) onMenu?.(row, button ?? at)
    else onChoose(row)
  }
  return (
    <div className="ui-search-list">
      <div className="ui-search ui-search-list-box">
        <Search aria-hidden="true" />
        <input
          className="ui-search-input"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={listId}
          {...(activeAt >= sight.from && activeAt < sight.to ? { 'aria-activedescendant': idOf(listId, active ?? '') } : {})}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the list is opened to search in it
          autoFocus
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={press}
        />
      </div>
      {rows.length === 0 ? <div className="ui-search-list-empty">{props.empty}</div> : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, where the focus stays */}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={label}
        className="ui-search-list-rows"
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={click}
        onContextMenu={click}
      >
        <div className="ui-search-list-all" role="presentation">
          <div className="ui-search-list-sight" role="presentation">
            {rows.slice(sight.from, sight.to).map((row, index) => (
              <Row
                key={row.id}
                id={idOf(listId, row.id)}
                row={row}
                name={props.nameOf(row)}
                place={sight.from + index + 1 - headings.filter((at) => at < sight.from + index).length}
                count={rows.length - headings.length}
                isActive={row.id === active}
              >
                {renderRow(row)}
              </Row>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  id: string
  row: SearchListRow
  name: string
  place: number
  count: number
  isActive: boolean
  children: ReactNode
}

function Row({ id, row, name, place, count, isActive, children }: RowProps) {
  if (row.kind === 'heading') {
    return (
      <div className="ui-search-list-heading" aria-hidden="true">
        {children}
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active row
    <div
      id={id}
      role="option"
      data-row={row.id}
      aria-label={name}
      aria-selected={isActive}
      aria-posinset={place}
      aria-setsize={count}
      className={isActive ? 'ui-search-list-row ui-search-list-active' : 'ui-search-list-row'}
    >
      {children}
    </div>
  )
}

/** Ids of rows may hold characters that an element's id may not. */
function idOf(list: string, row: string): string {
  return `${list}-${encodeURIComponent(row)}`
}

/** The height of an element in pixels, as it is resized. */
function useHeight(element: { current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    setHeight(current.clientHeight)
    const observer = new ResizeObserver(() => setHeight(current.clientHeight))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return height
}
