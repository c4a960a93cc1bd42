import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import './overlay.css'

export interface WithTooltipProps {
  text: string
  /** A focusable element of react-aria. */
  children: ReactElement
}

/** Shows a short text while its child is hovered or focused by keyboard. */
export function WithTooltip({ text, children }: WithTooltipProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      {children}
      <Tooltip className="ui-tooltip" offset={6}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  )
}
