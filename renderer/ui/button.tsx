import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps, composeRenderProps } from 'react-aria-components'
import { Spinner } from './spinner.tsx'
import './button.css'

export type ButtonVariant = 'primary' | 'secondary' | 'danger' | 'quiet'

export interface ButtonProps extends Omit<AriaButtonProps, 'children'> {
  variant?: ButtonVariant
  size?: 'normal' | 'large'
  /** A lucide icon before the words. */
  icon?: ReactNode
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button with a verb on it. `isPending` keeps its place and focus, announces the wait, and ignores presses. */
export function Button({ variant = 'secondary', size = 'normal', icon, children, className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={composeRenderProps(className, (given) => `ui-button ui-button-${variant} ui-button-${size} ${given ?? ''}`)}
    >
      {({ isPending }) => (
        <>
          {isPending ? <Spinner /> : icon}
          <span className="ui-button-words">{children}</span>
        </>
      )}
    </AriaButton>
  )
}
