import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './feedback.css'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const

export interface NoticeProps {
  tone: NoticeTone
  title?: string
  children?: ReactNode
  actions?: ReactNode
}

/** A few sentences that stay where they are until they no longer hold. Problems are read aloud at once, the rest when there is a pause. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={`ui-notice ui-notice-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon aria-hidden="true" />
      <div className="ui-notice-body">
        {title ? <p className="ui-notice-title">{title}</p> : null}
        {children}
        {actions ? <div className="ui-notice-actions">{actions}</div> : null}
      </div>
    </div>
  )
}
