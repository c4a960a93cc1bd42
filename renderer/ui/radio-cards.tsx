import type { ReactNode } from 'react'
import { FieldError, Label, Radio, RadioGroup } from 'react-aria-components'
import './field.css'
import './choice.css'

export interface RadioCard<Id extends string> {
  id: Id
  title: string
  text?: string
  icon?: ReactNode
  isDisabled?: boolean
}

export interface RadioCardsProps<Id extends string> {
  label: string
  labelPlacement?: 'above' | 'hidden'
  cards: readonly RadioCard<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  columns?: 1 | 2
  error?: ReactNode
}

/** A decision between a few things that each need a sentence. */
export function RadioCards<Id extends string>(props: RadioCardsProps<Id>) {
  const { label, labelPlacement = 'above', cards, value, onChange, columns = 1, error } = props
  return (
    <RadioGroup
      className="ui-field"
      value={value}
      onChange={(id) => {
        const chosen = cards.find((card) => card.id === id)
        if (chosen) onChange(chosen.id)
      }}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
    >
      <Label className={labelPlacement === 'hidden' ? 'only-read-aloud' : 'ui-label'}>{label}</Label>
      <div className={`ui-cards ui-cards-${columns}`}>
        {cards.map((card) => (
          <Radio key={card.id} value={card.id} className="ui-card" isDisabled={card.isDisabled ?? false}>
            <span className="ui-card-mark" aria-hidden="true" />
            {card.icon}
            <span className="ui-card-words">
              <span className="ui-card-title">{card.title}</span>
              {card.text ? <span className="ui-hint">{card.text}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className="ui-field-error">{error}</FieldError>
    </RadioGroup>
  )
}
