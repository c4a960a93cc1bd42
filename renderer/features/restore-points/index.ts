export { RestorePointsDialog } from './restore-points-dialog.tsx'
