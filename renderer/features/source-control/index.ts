export { ConnectBanner } from './connect-banner.tsx'
export { RepositoryFooter } from './repository-footer.tsx'
export { SourceControlPane } from './source-control-pane.tsx'
