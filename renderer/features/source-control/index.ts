export { ConnectBanner } from './connect-banner.tsx'
export { DiffPanel } from './diff-panel.tsx'
export { RepositoryFooter } from './repository-footer.tsx'
export { SourceControlPane } from './source-control-pane.tsx'
