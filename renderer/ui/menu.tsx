import type { ReactElement, ReactNode } from 'react'
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

/** A button that unfolds a few actions. */
export function Menu({ trigger, label, actions }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" placement="bottom end" offset={4}>
        <AriaMenu className="ui-menu" aria-label={label}>
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              className={action.tone === 'danger' ? 'ui-menu-item ui-menu-item-danger' : 'ui-menu-item'}
              isDisabled={action.isDisabled ?? false}
              onAction={action.onAction}
              textValue={action.name}
            >
              {action.icon}
              {action.name}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
