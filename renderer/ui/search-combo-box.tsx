import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefCallback, useCallback, useMemo, useState } from 'react'
import {
  ComboBox as AriaComboBox,
  Button,
  Collection,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  ListLayout,
  Popover,
  Text,
  Virtualizer,
} from 'react-aria-components'
import { shortenMiddle } from '#renderer/texts/sizes.ts'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Spinner } from './spinner.tsx'
import './field.css'
import './select.css'
import './overlay.css'
import './search-combo-box.css'

export interface SearchRow {
  /** What stands in the field once the row is taken. Unique in the list. */
  name: string
  /** A line below the name. */
  description?: string
  /** Words beside the name, such as badges. */
  marks?: ReactNode
}

export interface SearchComboBoxProps {
  label: string
  /** What stands in the field: typed freely, or the name of a row. */
  value: string
  onType: (text: string) => void
  onTake: (name: string) => void
  /** Must stay the same list while it has the same rows: every row is drawn anew for another one. */
  rows: readonly SearchRow[]
  /** Asks for the rows that fit; with '' when the list is opened to look through. */
  onSearch: (text: string) => void
  /** `first` while the rows for the last search are on their way, `more` while those that follow are. */
  loading: 'no' | 'first' | 'more'
  /** Asks for the rows that follow; called as one scrolls to the end. */
  onMore: () => void
  onOpenChange?: (isOpen: boolean) => void
  /** What the empty list says. */
  empty: string
  description?: ReactNode
  error?: ReactNode
  placeholder?: string
  isDisabled?: boolean
}

/** Heights of a row in pixels: name alone, and name with a line below. */
const HEIGHT = { plain: 32, described: 46 } as const
/** As in the style sheet. */
const HIGHEST = 320
const LONGEST_NAME = 56

/**
 * A field over a list that is searched elsewhere and comes in pages. A name that is not in it can be typed as well. Only the
 * visible rows exist, so thousands stay fluid.
 */
export function SearchComboBox(props: SearchComboBoxProps) {
  const { label, value, onType, onTake, rows, onSearch, loading, onMore, empty, description, error, placeholder } = props
  const t = useTexts()
  const [isOpen, setOpen] = useState(false)
  // While one types no row counts as taken: react-aria would close the list each time the taken one changed.
  const [isTyping, setTyping] = useState(false)
  // Without ids rows would be told apart by their place, and a row may not become another one.
  const items = useMemo(() => rows.map((row) => ({ ...row, id: row.name })), [rows])
  const rowHeight = rows.some((row) => row.description !== undefined) ? HEIGHT.described : HEIGHT.plain
  // While nothing is known the list takes all it may need, so that its place beside the field is found once.
  const list = useRowsHeight(rows.length === 0 && loading === 'first' ? HIGHEST : rows.length * rowHeight)
  const type = (text: string) => {
    if (text === value) return
    setTyping(true)
    onType(text)
    onSearch(text.trim())
  }
  // Escape in the field closes its list, and is not meant for the dialog around it.
  const keepEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to operate; it only keeps a key from going further
    <div onKeyDown={keepEscape}>
      <AriaComboBox
        className="ui-field"
        allowsCustomValue
        allowsEmptyCollection
        menuTrigger="focus"
        items={items}
        inputValue={value}
        onInputChange={type}
        value={isTyping || value === '' ? null : value}
        onChange={(key) => {
          if (typeof key !== 'string') return
          setTyping(false)
          onTake(key)
        }}
        onOpenChange={(open, trigger) => {
          setOpen(open)
          props.onOpenChange?.(open)
          if (open && trigger !== 'input') onSearch('')
          if (!open) setTyping(false)
        }}
        isInvalid={Boolean(error)}
        isDisabled={props.isDisabled ?? false}
      >
        <Label className="ui-label">{label}</Label>
        <div className="ui-combo">
          <Input className="ui-input" placeholder={placeholder ?? ''} spellCheck={false} autoComplete="off" />
          <Button className="ui-combo-open">{loading === 'first' ? <Spinner /> : <ChevronDown aria-hidden="true" />}</Button>
        </div>
        {description ? (
          <Text slot="description" className="ui-hint">
            {description}
          </Text>
        ) : null}
        <FieldError className="ui-field-error">{error}</FieldError>
        <Popover className="ui-popover ui-search-popover" offset={4}>
          <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight, loaderHeight: 32 }}>
            <ListBox
              ref={list}
              className="ui-search-options"
              renderEmptyState={() => (
                <p className="ui-hint ui-search-empty">{loading === 'first' ? t('common.loading') : empty}</p>
              )}
            >
              <Collection items={items} dependencies={[rowHeight]}>
                {(row) => <Row row={row} />}
              </Collection>
              <ListBoxLoadMoreItem isLoading={loading === 'more'} onLoadMore={onMore} className="ui-search-more">
                <Spinner /> {t('common.loading')}
              </ListBoxLoadMoreItem>
            </ListBox>
          </Virtualizer>
        </Popover>
      </AriaComboBox>
    </div>
  )
}

/**
 * Tells the list how high its rows are together, before they are laid out. Left to find its height from the rows that exist,
 * the list would grow with them while it is being measured, which the browser reports as an error.
 */
function useRowsHeight(height: number): RefCallback<HTMLElement> {
  return useCallback((list: HTMLElement | null) => list?.style.setProperty('--rows-height', `${height}px`), [height])
}

function Row({ row }: { row: SearchRow }) {
  return (
    <ListBoxItem id={row.name} textValue={row.name} className="ui-option ui-search-option">
      <span className="ui-option-words">
        <span className="ui-search-name">
          <Text slot="label" title={row.name}>
            {shortenMiddle(row.name, LONGEST_NAME)}
          </Text>
          {row.marks}
        </span>
        {row.description === undefined ? null : (
          <Text slot="description" className="ui-hint cut-at-end">
            {row.description}
          </Text>
        )}
      </span>
    </ListBoxItem>
  )
}
