/** One entry of the application menu, in the words of Electron's `MenuItemConstructorOptions`. */
export type MenuEntry = { role: MenuRole } | { type: 'separator' }
type MenuRole =
  | 'appMenu'
  | 'fileMenu'
  | 'editMenu'
  | 'viewMenu'
  | 'windowMenu'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
export interface Menu {
  role?: MenuRole
  label?: string
  submenu?: MenuEntry[]
}

/** The platform's standard menus. The system names and translates what is given by role. */
export function menuTemplate(system: NodeJS.Platform): Menu[] {
  const view: MenuEntry[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ]
  const shared: Menu[] = [{ role: 'fileMenu' }, { role: 'editMenu' }, { label: 'View', submenu: view }, { role: 'windowMenu' }]
  return system === 'darwin' ? [{ role: 'appMenu' }, ...shared] : shared
}
