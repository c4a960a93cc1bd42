export { AccountsDialog } from './accounts-dialog.tsx'
export { RenewAccountDialog } from './renew-account-dialog.tsx'
