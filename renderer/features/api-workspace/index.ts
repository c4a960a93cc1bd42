export { ApiWorkspace } from './api-workspace.tsx'
export { type UnsavedFiles, useUnsavedFiles } from './unsaved.ts'
