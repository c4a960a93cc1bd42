import { type FormEvent, type ReactNode, useId } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTexts } from '#renderer/texts/use-texts.tsx'
import { Button } from './button.tsx'
import { ReturnFocus } from './return-focus.tsx'
import './overlay.css'

export interface AlertDialogProps {
  isOpen: boolean
  onCancel: () => void
  onConfirm: () => void
  title: string
  /** The verb on the button, such as *Delete API*. */
  confirm: string
  tone: 'danger' | 'primary'
  /** What will happen and what is safe. */
  children: ReactNode
  isConfirmDisabled?: boolean
  isPending?: boolean
  /** Where focus begins: the safe answer, or a field inside that has to be typed into. */
  startAt?: 'cancel' | 'content'
}

/** Asks before something that can't be taken back. The safe answer has the focus; closing means cancel. */
export function AlertDialog(props: AlertDialogProps) {
  const { isOpen, onCancel, onConfirm, title, confirm, tone, children, isConfirmDisabled = false, isPending = false } = props
  const { startAt = 'cancel' } = props
  const t = useTexts()
  const text = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isConfirmDisabled && !isPending) onConfirm()
  }
  return (
    <ModalOverlay
      className="ui-scrim"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onCancel()
      }}
    >
      <Modal className="ui-modal">
        <AriaDialog className="ui-dialog" role="alertdialog" aria-describedby={text}>
          <ReturnFocus />
          <form className="ui-dialog" onSubmit={submit}>
            <div className="ui-dialog-head">
              <Heading slot="title" level={2} className="ui-dialog-title">
                {title}
              </Heading>
            </div>
            <div className="ui-dialog-body" id={text}>
              {children}
            </div>
            <div className="ui-dialog-actions">
              <Button onPress={onCancel} autoFocus={startAt === 'cancel'}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" variant={tone} isDisabled={isConfirmDisabled} isPending={isPending}>
                {confirm}
              </Button>
            </div>
          </form>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
