export { CreatePullRequestButton } from './create-button.tsx'
export { PullRequestsSection } from './pull-requests-section.tsx'
