export { HistoryPane } from './history-pane.tsx'
export { HistorySection } from './history-section.tsx'
export { useHistoryStanding } from './use-history.ts'
