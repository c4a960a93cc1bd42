import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Spinner } from '#renderer/ui/spinner.tsx'

const ICONS = {
  note: <Info />,
  waiting: <Spinner />,
  fine: <CircleCheck />,
  warning: <TriangleAlert />,
  wrong: <CircleAlert />,
}

/** One line under a field: what a check found, by icon and word. Read aloud when it changes. */
export function Verdict({ kind, children }: { kind: keyof typeof ICONS; children: ReactNode }) {
  return (
    <p className={`connect-verdict connect-verdict-${kind}`} role="status">
      <span aria-hidden="true">{ICONS[kind]}</span>
      <span>{children}</span>
    </p>
  )
}
