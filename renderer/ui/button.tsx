import { type ReactNode, type Ref, useEffect } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps, composeRenderProps } from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { useAnnounce } from './announcer.tsx'
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

/**
 * A button with a verb on it. `isPending` keeps its place and focus, announces the wait, and ignores presses. It is not left to
 * react-aria, whose announcement stays behind as a nameless picture when the button goes.
 */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'normal', icon, children, className, isPending = false, onPress, type, ...rest } = props
  const t = useTexts()
  const announce = useAnnounce()
  useEffect(() => {
    if (isPending) announce(t('common.working'))
  }, [isPending, announce, t])
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { 'aria-disabled': true, 'data-pending': true, type: 'button' } : pressable(onPress, type))}
      className={composeRenderProps(className, (given) => `ui-button ui-button-${variant} ui-button-${size} ${given ?? ''}`)}
    >
      {isPending ? <Spinner /> : icon}
      <span className="ui-button-words">{children}</span>
    </AriaButton>
  )
}

function pressable(onPress: ButtonProps['onPress'], type: ButtonProps['type']): Pick<AriaButtonProps, 'onPress' | 'type'> {
  return { ...(onPress === undefined ? {} : { onPress }), ...(type === undefined ? {} : { type }) }
}
