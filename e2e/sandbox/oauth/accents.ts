import type { HostKind } from '#shared/domain/host.ts'
import type { OAuthAccent } from './accent.ts'
import { bitbucketOAuth, dataCenterOAuth } from './atlassian.ts'
import { entraOAuth } from './entra.ts'
import { githubOAuth } from './github.ts'
import { gitlabOAuth } from './gitlab.ts'

const ACCENTS: Readonly<Record<HostKind, OAuthAccent | null>> = {
  github: githubOAuth,
  'github-enterprise-server': githubOAuth,
  gitlab: gitlabOAuth,
  'gitlab-self-managed': gitlabOAuth,
  bitbucket: bitbucketOAuth,
  'bitbucket-data-center': dataCenterOAuth,
  'azure-devops': entraOAuth,
  'azure-devops-server': null,
}

/** How a kind of host signs in programs; null where it takes tokens only. */
export function oauthAccentOf(kind: HostKind): OAuthAccent | null {
  return ACCENTS[kind]
}
