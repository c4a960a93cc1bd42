import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { IconButton } from './icon-button.tsx'
import { ReturnFocus } from './return-focus.tsx'
import './overlay.css'

export interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  size?: 'normal' | 'wide' | 'full'
  children: ReactNode
  /** The row of buttons at the bottom, the main one last. */
  actions?: ReactNode
  /** Whether Escape and the cross close it; a running step that must be cancelled explicitly says no. */
  isDismissable?: boolean
}

/** A window above the window. Focus stays inside, and goes back when it closes. */
export function Dialog({ isOpen, onClose, title, size = 'normal', children, actions, isDismissable = true }: DialogProps) {
  const t = useTexts()
  return (
    <ModalOverlay
      className="ui-scrim"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className={`ui-modal ui-modal-${size}`}>
        <AriaDialog className="ui-dialog">
          <ReturnFocus />
          <div className="ui-dialog-head">
            <Heading slot="title" level={2} className="ui-dialog-title">
              {title}
            </Heading>
            {isDismissable ? <IconButton label={t('common.close')} icon={<X />} onPress={onClose} /> : null}
          </div>
          <div className="ui-dialog-body">{children}</div>
          {actions ? <div className="ui-dialog-actions">{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
