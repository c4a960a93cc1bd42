export { BranchDialogs } from './branch-dialogs.tsx'
export { LeftEditsBanner } from './left-edits-banner.tsx'
