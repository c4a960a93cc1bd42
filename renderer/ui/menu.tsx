import { type ReactElement, type ReactNode, useMemo } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import './overlay.css'

export interface MenuAction {
  id: string
  name: string
  icon?: ReactNode
  tone?: 'normal' | 'danger'
  isDisabled?: boolean
  onAction: () => void
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  label: string
  actions: readonly MenuAction[]
}

export interface MenuAtProps {
  /** What it unfolds beside; null while it is closed. */
  at: HTMLElement | null
  onClose: () => void
  label: string
  actions: readonly MenuAction[]
}

/** A few actions that unfold beside something that is no button of theirs, such as the row of a list. */
export function MenuAt({ at, onClose, label, actions }: MenuAtProps) {
  const place = useMemo(() => ({ current: at }), [at])
  return (
    <Popover
      className="ui-popover"
      placement="bottom end"
      offset={4}
      triggerRef={place}
      isOpen={at !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <AriaMenu className="ui-menu" aria-label={label} autoFocus="first" onClose={onClose}>
        {actions.map((action) => (
          <Item key={action.id} action={action} />
        ))}
      </AriaMenu>
    </Popover>
  )
}

/** A button that unfolds a few actions. */
export function Menu({ trigger, label, actions }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" placement="bottom end" offset={4}>
        <AriaMenu className="ui-menu" aria-label={label}>
          {actions.map((action) => (
            <Item key={action.id} action={action} />
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Item({ action }: { action: MenuAction }) {
  return (
    <MenuItem
      id={action.id}
      className={action.tone === 'danger' ? 'ui-menu-item ui-menu-item-danger' : 'ui-menu-item'}
      isDisabled={action.isDisabled ?? false}
      onAction={action.onAction}
      textValue={action.name}
    >
      {action.icon}
      {action.name}
    </MenuItem>
  )
}
