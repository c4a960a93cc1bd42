export { DiffPanel, type DiffPanelProps } from './diff-panel.tsx'
