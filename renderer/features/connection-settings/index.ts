export { ConnectionSettingsDialog } from './connection-settings-dialog.tsx'
