export { ConnectionSettingsDialog } from './connection-settings-dialog.tsx'
export { RenewConnection } from './renew-connection.tsx'
export { RenewConnectionDialog } from './renew-connection-dialog.tsx'
