import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { type SplitLimits, sizeAfterKey, withinLimits } from './split-size.ts'
import './splitter.css'

export interface SplitterProps {
  /** Read aloud, such as *Resize APIs*. */
  label: string
  /** On which side of the divider its neighbour lies whose size it changes; that gets the custom property `--pane-size` in pixels. */
  side: 'left' | 'right' | 'above' | 'below'
  initial: number
  limits: SplitLimits
  /** The size that was kept before, in pixels; null where the divider was never moved. */
  kept: number | null
  /** Called with the size when the divider was put somewhere. */
  onKeep: (size: number) => void
}

const GROWS = { left: 'ArrowRight', right: 'ArrowLeft', above: 'ArrowDown', below: 'ArrowUp' } as const

/** The line between two panes: drag it, or focus it and use the arrow keys; a double click puts it back. */
export function Splitter({ label, side, initial, limits, kept, onKeep }: SplitterProps) {
  const [moved, setMoved] = useState<number | null>(null)
  const divider = useRef<HTMLDivElement>(null)
  const drag = useRef<{ from: number; size: number } | null>(null)
  const shown = withinLimits(moved ?? kept ?? initial, limits)
  const horizontal = side === 'left' || side === 'right'

  useLayoutEffect(() => {
    const before = side === 'left' || side === 'above'
    const pane = before ? divider.current?.previousElementSibling : divider.current?.nextElementSibling
    if (pane instanceof HTMLElement) pane.style.setProperty('--pane-size', `${shown}px`)
  }, [side, shown])

  const keep = (next: number) => {
    setMoved(next)
    onKeep(next)
  }
  const at = (event: PointerEvent) => (horizontal ? event.clientX : event.clientY)
  const sizeAt = (event: PointerEvent, from: { from: number; size: number }) => {
    const moved = at(event) - from.from
    return withinLimits(from.size + (side === 'left' || side === 'above' ? moved : -moved), limits)
  }
  return (
    // A focusable separator is the pattern for dividers that move.
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can't be focused and dragged
    <div
      ref={divider}
      className={horizontal ? 'ui-splitter' : 'ui-splitter ui-splitter-flat'}
      role="separator"
      aria-orientation={horizontal ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={shown}
      aria-valuemin={limits.min}
      aria-valuemax={Math.max(limits.min, Math.round(limits.max))}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { from: at(event), size: shown }
      }}
      onPointerMove={(event) => {
        if (drag.current) setMoved(sizeAt(event, drag.current))
      }}
      onPointerUp={(event) => {
        if (drag.current) keep(sizeAt(event, drag.current))
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      onDoubleClick={() => keep(withinLimits(initial, limits))}
      onKeyDown={(event: KeyboardEvent) => {
        const next = sizeAfterKey(event, shown, limits, GROWS[side])
        if (next === null) return
        event.preventDefault()
        keep(next)
      }}
    />
  )
}
