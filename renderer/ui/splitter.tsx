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
  /** The name under which this computer remembers the size. */
  remember: string
}

const GROWS = { left: 'ArrowRight', right: 'ArrowLeft', above: 'ArrowDown', below: 'ArrowUp' } as const

function remembered(name: string, initial: number): number {
  const size = Number(localStorage.getItem(`graft.pane.${name}`))
  return Number.isFinite(size) && size > 0 ? size : initial
}

/** The line between two panes: drag it, or focus it and use the arrow keys; the size is remembered. */
export function Splitter({ label, side, initial, limits, remember }: SplitterProps) {
  const [size, setSize] = useState(() => withinLimits(remembered(remember, initial), limits))
  const divider = useRef<HTMLDivElement>(null)
  const drag = useRef<{ from: number; size: number } | null>(null)
  const shown = withinLimits(size, limits)
  const horizontal = side === 'left' || side === 'right'

  useLayoutEffect(() => {
    const before = side === 'left' || side === 'above'
    const pane = before ? divider.current?.previousElementSibling : divider.current?.nextElementSibling
    if (pane instanceof HTMLElement) pane.style.setProperty('--pane-size', `${shown}px`)
  }, [side, shown])

  const keep = (next: number) => {
    setSize(next)
    localStorage.setItem(`graft.pane.${remember}`, String(next))
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
        if (drag.current) setSize(sizeAt(event, drag.current))
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
