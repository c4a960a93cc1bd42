import type { ReactNode } from 'react'
import './feedback.css'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  text?: string
  /** Buttons: the way on. */
  actions?: ReactNode
  /** `compact` for panes and lists. */
  size?: 'full' | 'compact'
}

/** What a place shows when there is nothing in it yet, and how to change that. */
export function EmptyState({ icon, title, text, actions, size = 'full' }: EmptyStateProps) {
  return (
    <div className={size === 'full' ? 'ui-empty' : 'ui-empty ui-empty-compact'}>
      {icon ? (
        <span className="ui-empty-icon" aria-hidden="true">
          {icon}
        </span>
      ) : null}
      <h2>{title}</h2>
      {text ? <p>{text}</p> : null}
      {actions ? <div className="ui-empty-actions">{actions}</div> : null}
    </div>
  )
}
