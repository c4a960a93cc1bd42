import type { ReactNode, Ref } from 'react'
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import './field.css'

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className'> {
  label: string
  /** `hidden` keeps the label for the ear where the place already says it. */
  labelPlacement?: 'above' | 'hidden'
  description?: ReactNode
  /** What is wrong with the value, at the field; its presence marks the field. */
  error?: ReactNode
  placeholder?: string
  /** More than one row makes it a text area. */
  rows?: number
  /** Set in the code typeface: addresses, paths, branch names. */
  code?: 'code'
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>
}

/** One value to type, with its label, a hint, and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { label, labelPlacement = 'above', description, error, placeholder, rows = 1, code, inputRef, ...rest } = props
  const shared = {
    className: code ? 'ui-input ui-input-code' : 'ui-input',
    spellCheck: code ? false : undefined,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(inputRef === undefined ? {} : { ref: inputRef }),
  }
  return (
    <AriaTextField {...rest} className="ui-field" isInvalid={Boolean(error)} validationBehavior="aria">
      <Label className={labelPlacement === 'hidden' ? 'only-read-aloud' : 'ui-label'}>{label}</Label>
      {rows > 1 ? <TextArea {...shared} rows={rows} /> : <Input {...shared} />}
      {description ? (
        <Text slot="description" className="ui-hint">
          {description}
        </Text>
      ) : null}
      <FieldError className="ui-field-error">{error}</FieldError>
    </AriaTextField>
  )
}
