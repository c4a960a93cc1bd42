import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps, composeRenderProps } from 'react-aria-components'
import { WithTooltip } from './tooltip.tsx'
import './button.css'

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'aria-label'> {
  /** Read aloud, and shown as a tooltip on hover and focus. */
  label: string
  icon: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button that is only an icon; its name is always there for the ear and on hover. */
export function IconButton({ label, icon, className, ...props }: IconButtonProps) {
  return (
    <WithTooltip text={label}>
      <AriaButton
        {...props}
        aria-label={label}
        className={composeRenderProps(className, (given) => `ui-icon-button ${given ?? ''}`)}
      >
        {icon}
      </AriaButton>
    </WithTooltip>
  )
}
