export { ApiWorkspace } from './api-workspace.tsx'
