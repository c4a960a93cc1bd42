export { ConnectRepositoryDialog } from './connect-repository-dialog.tsx'
export { HostMark } from './host-mark.tsx'
export { useOpenConnectRepository } from './opener.ts'
export { TokenFields } from './token-fields.tsx'
