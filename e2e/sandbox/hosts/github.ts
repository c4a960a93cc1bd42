import { GITHUB_REST } from './github-answers.ts'
import { githubRest } from './github-rest.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost } from './model.ts'

/** GitHub. Its REST interface has a server of its own in the cloud; here both hosts have it where an own server has it. */
export const githubAccent: HostAccent = accent('github')
export const githubEnterpriseServerAccent: HostAccent = accent('github-enterprise-server')

function accent(kind: 'github' | 'github-enterprise-server'): HostAccent {
  return {
    kind,
    restPrefixes: [GITHUB_REST],
    readToken: (headers) => /^(?:Bearer|token) (\S+)$/i.exec(headers['authorization']?.toString() ?? '')?.[1] ?? null,
    acceptsGitUser: () => true,
    gitPath: ({ organisation, name }) => `/${encodeURIComponent(organisation)}/${encodeURIComponent(name)}.git`,
    rest: githubRest,
    trouble: (request, host) => restTrouble(request, host),
    gitTrouble: ({ path }, host) => gitTrouble(path.organisation, host),
    unauthorized: () => refusal(401, 'Bad credentials'),
  }
}

const LOCKED_OUT = 'Maximum number of login attempts exceeded. Please try again later.'

function notApproved(organisation: string): string {
  return `Although you appear to have the correct authorization credentials, the \`${organisation}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited. For more information on these restrictions, including how to enable this app, visit https://docs.github.com/articles/restricting-access-to-your-organization-s-data/`
}

function notAllowed(organisation: string): string {
  return `Although you appear to have the correct authorization credentials, the \`${organisation}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`
}

function restTrouble({ path, caller }: RestRequest, host: SandboxHost): RestAnswer | null {
  const { troubles } = host
  if (troubles.lockedOut) return refusal(403, LOCKED_OUT)
  if (troubles.rateLimit) return rateLimited(troubles.rateLimit, 'You have exceeded a secondary rate limit.')
  if (troubles.signInPage) return { status: 203, body: '<!DOCTYPE html><title>Sign in</title>', contentType: 'text/html' }
  const organisation = /^\/(?:orgs|repos)\/([^/]+)/.exec(path)?.[1]
  if (organisation === undefined) return null
  if (troubles.removed !== null) return refusal(410, `This endpoint was removed. See ${troubles.removed}.`)
  if (troubles.ssoOrganisation === organisation) {
    const link = `${host.origin}/orgs/${organisation}/sso?authorization_request=A1B2C3`
    const answer = refusal(
      403,
      'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
    )
    return { ...answer, headers: { 'X-GitHub-SSO': `required; url=${link}` } }
  }
  // Personal tokens are not affected ("About OAuth app access restrictions").
  if (troubles.appNotApproved && caller?.token.kind === 'oauth') return refusal(403, notApproved(organisation))
  return troubles.addressNotAllowed ? refusal(403, notAllowed(organisation)) : null
}

function gitTrouble(organisation: string, { troubles }: SandboxHost): RestAnswer | null {
  if (troubles.lockedOut) return { status: 403, body: LOCKED_OUT }
  if (troubles.rateLimit) return rateLimited(troubles.rateLimit, 'You have exceeded a secondary rate limit.')
  if (troubles.ssoOrganisation === organisation) {
    const body = `The \`${organisation}' organization has enabled or enforced SAML SSO. To access\nthis repository, you must re-authorize the OAuth Application \`Graft'.\n`
    return { status: 403, body }
  }
  if (troubles.appNotApproved) return { status: 403, body: notApproved(organisation) }
  return troubles.addressNotAllowed ? { status: 403, body: notAllowed(organisation) } : null
}

function rateLimited({ status, retryAfter }: { status: number; retryAfter: number }, message: string): RestAnswer {
  return { ...refusal(status, message), headers: { 'Retry-After': String(retryAfter) } }
}

function refusal(status: number, message: string): RestAnswer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } }
}
