import type { ReactNode } from 'react'
import './feedback.css'

export interface BadgeProps {
  tone?: 'neutral' | 'success' | 'warning' | 'danger' | 'mine' | 'theirs'
  icon?: ReactNode
  children: ReactNode
}

/** A short word beside a name. The word carries the meaning, the colour repeats it. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span className={`ui-badge ui-badge-${tone}`}>
      {icon}
      {children}
    </span>
  )
}
