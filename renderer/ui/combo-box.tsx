import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { ComboBox as AriaComboBox, Button, FieldError, Input, Label, ListBox, Popover, Text } from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { type Option, OptionRow } from './select.tsx'
import './field.css'
import './select.css'
import './overlay.css'

export interface ComboBoxProps<Id extends string> {
  label: string
  options: readonly Option<Id>[]
  /** What stands in the field: typed freely or taken from an option's name. */
  value: string
  onChange: (text: string) => void
  onChoose?: (id: Id) => void
  description?: ReactNode
  error?: ReactNode
  placeholder?: string
  isDisabled?: boolean
  code?: 'code'
}

/** A searchable list in which a value that is not listed may be typed as well. */
export function ComboBox<Id extends string>(props: ComboBoxProps<Id>) {
  const { label, options, value, onChange, onChoose, description, error, placeholder, isDisabled, code } = props
  const t = useTexts()
  return (
    <AriaComboBox
      className="ui-field"
      allowsCustomValue
      menuTrigger="focus"
      items={options}
      inputValue={value}
      onInputChange={onChange}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChoose?.(chosen.id)
      }}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
    >
      <Label className="ui-label">{label}</Label>
      <div className="ui-combo">
        <Input className={code ? 'ui-input ui-input-code' : 'ui-input'} placeholder={placeholder ?? ''} spellCheck={false} />
        <Button className="ui-combo-open">
          <ChevronDown aria-hidden="true" />
        </Button>
      </div>
      {description ? (
        <Text slot="description" className="ui-hint">
          {description}
        </Text>
      ) : null}
      <FieldError className="ui-field-error">{error}</FieldError>
      <Popover className="ui-popover" offset={4}>
        <ListBox<Option<Id>> className="ui-options" renderEmptyState={() => <p className="ui-hint">{t('common.noOptions')}</p>}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
