import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Select as AriaSelect,
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components'
import './field.css'
import './select.css'
import './overlay.css'

export interface Option<Id extends string> {
  id: Id
  name: string
  description?: string
  icon?: ReactNode
}

export interface SelectProps<Id extends string> {
  label: string
  labelPlacement?: 'above' | 'hidden'
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  placeholder?: string
  error?: ReactNode
  isDisabled?: boolean
  /** `quiet` sits in a header without a frame of its own. */
  look?: 'field' | 'quiet'
}

/** One of a few things to choose. */
export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, labelPlacement = 'above', options, value, onChange, placeholder, error, isDisabled, look = 'field' } = props
  return (
    <AriaSelect
      className={`ui-field ui-select-${look}`}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key)
        if (chosen) onChange(chosen.id)
      }}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className={labelPlacement === 'hidden' ? 'only-read-aloud' : 'ui-label'}>{label}</Label>
      <Button className="ui-select">
        <SelectValue className="ui-select-value" />
        <ChevronDown aria-hidden="true" />
      </Button>
      <FieldError className="ui-field-error">{error}</FieldError>
      <Popover className="ui-popover" offset={4}>
        <ListBox className="ui-options" items={options}>
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** One row of a list of options, with a check where it is the chosen one. */
export function OptionRow<Id extends string>({ option }: { option: Option<Id> }) {
  return (
    <ListBoxItem id={option.id} className="ui-option" textValue={option.name}>
      {({ isSelected }) => (
        <>
          {option.icon}
          <span className="ui-option-words">
            <Text slot="label">{option.name}</Text>
            {option.description ? (
              <Text slot="description" className="ui-hint">
                {option.description}
              </Text>
            ) : null}
          </span>
          {isSelected ? <Check className="ui-option-check" aria-hidden="true" /> : null}
        </>
      )}
    </ListBoxItem>
  )
}
