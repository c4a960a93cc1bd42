import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
} from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import './field.css'
import './search-field.css'

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'children' | 'className' | 'aria-label'> {
  label: string
  placeholder?: string
  /** The shortcut that leads here, shown at its end. */
  shortcut?: string
  inputRef?: Ref<HTMLInputElement>
}

/** A box that filters as one types; Escape empties it. */
export function SearchField({ label, placeholder, shortcut, inputRef, ...props }: SearchFieldProps) {
  const t = useTexts()
  return (
    <AriaSearchField {...props} aria-label={label} className="ui-search">
      <Search aria-hidden="true" />
      <Input
        className="ui-search-input"
        placeholder={placeholder ?? label}
        {...(inputRef === undefined ? {} : { ref: inputRef })}
      />
      {shortcut ? <kbd className="ui-search-shortcut">{shortcut}</kbd> : null}
      <Button className="ui-search-clear" aria-label={t('common.clearSearch')}>
        <X aria-hidden="true" />
      </Button>
    </AriaSearchField>
  )
}
