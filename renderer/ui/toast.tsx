import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as AriaToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
} from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import './overlay.css'

export interface ToastMessage {
  text: string
  /** Such as *Undo*; the toast stays longer and closes when it is pressed. */
  action?: { label: string; onPress: () => void }
  /** A later message about the same thing takes this one's place: it is no longer true. */
  about?: string
}

export type ShowToast = (message: ToastMessage) => void

/** How long a toast stays, in milliseconds; it waits while it is hovered or focused. */
const STAYS = { plain: 6000, withAction: 12_000 } as const

const ToastContext = createContext<ShowToast>(() => undefined)

/** Shows short messages at the lower edge and reads them aloud. F6 leads to them by keyboard. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTexts()
  const queue = useMemo(() => new AriaToastQueue<ToastMessage>({ maxVisibleToasts: 3 }), [])
  const show = useMemo<ShowToast>(() => {
    const shownAbout = new Map<string, string>()
    return (message) => {
      const before = message.about === undefined ? undefined : shownAbout.get(message.about)
      if (before !== undefined) queue.close(before)
      const key = queue.add(message, { timeout: message.action ? STAYS.withAction : STAYS.plain })
      if (message.about !== undefined) shownAbout.set(message.about, key)
    }
  }, [queue])
  return (
    <ToastContext value={show}>
      {children}
      <AriaToastRegion queue={queue} className="ui-toasts" aria-label={t('common.notifications')}>
        {({ toast }) => (
          <AriaToast toast={toast} className="ui-toast">
            <AriaToastContent className="ui-toast-words">
              <Text slot="title">{toast.content.text}</Text>
            </AriaToastContent>
            {toast.content.action ? (
              <Button
                onPress={() => {
                  toast.content.action?.onPress()
                  queue.close(toast.key)
                }}
              >
                {toast.content.action.label}
              </Button>
            ) : null}
            <IconButton label={t('common.dismiss')} icon={<X />} onPress={() => queue.close(toast.key)} />
          </AriaToast>
        )}
      </AriaToastRegion>
    </ToastContext>
  )
}

/** Shows a short message that goes away by itself, optionally with one action. */
export function useToast(): ShowToast {
  return useContext(ToastContext)
}
