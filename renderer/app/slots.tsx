/** The right pane, until the feature is there. */
export function SourceControlPane() {
  return null
}

/** The footer's content, until the feature is there. */
export function RepositoryFooter() {
  return null
}
