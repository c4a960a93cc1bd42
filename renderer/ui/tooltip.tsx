import { type ReactElement, useState } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import './overlay.css'

export interface WithTooltipProps {
  text: string
  /** A focusable element of react-aria. */
  children: ReactElement
}

/**
 * Shows a short text while its child is hovered or focused by keyboard. It is put into the main landmark, because everything on
 * screen should lie in one.
 */
export function WithTooltip({ text, children }: WithTooltipProps) {
  const [landmark, setLandmark] = useState<Element | null>(null)
  return (
    <TooltipTrigger
      delay={600}
      closeDelay={0}
      onOpenChange={(isOpen) => {
        if (isOpen) setLandmark(document.querySelector('main'))
      }}
    >
      {children}
      <Tooltip className="ui-tooltip" offset={6} {...(landmark === null ? {} : { UNSTABLE_portalContainer: landmark })}>
        {text}
      </Tooltip>
    </TooltipTrigger>
  )
}
