import { azureError, signInPage } from './azure-devops-answers.ts'
import { answerAzure } from './azure-devops-rest.ts'
import { readBasic } from './exchange.ts'
import type { HostAccent, RestAnswer, RestRequest, SandboxHost, SandboxToken } from './model.ts'

/**
 * Azure DevOps Services: organisation, project and repository in every path. A sign-in that it does not take brings the page
 * where people sign in, as a success; the user name beside a token means nothing.
 */
export const azureDevopsAccent: HostAccent = {
  kind: 'azure-devops',
  // REST lies below every organisation.
  restPrefixes: [''],
  readToken,
  acceptsGitUser: () => true,
  gitPath: ({ organisation, project, name }) =>
    `/${[organisation, project ?? name, '_git', name].map(encodeURIComponent).join('/')}`,
  rest: (request, host) => (request.caller === null ? signInPage() : answerAzure({ ...request, caller: request.caller }, host)),
  trouble: (request, { troubles }) => {
    if (troubles.rateLimit) return rateLimited(troubles.rateLimit.retryAfter)
    if (troubles.signInPage) return signInPage()
    const keptOut =
      troubles.thirdPartyAccessOff && request.caller?.token.kind === 'oauth' && !request.path.startsWith('/_apis/')
    return keptOut ? applicationsKeptOut(request) : null
  },
  gitTrouble: (_repository, { troubles, people }) => {
    if (troubles.rateLimit) return rateLimited(troubles.rateLimit.retryAfter)
    if (troubles.signInPage) return signInPage()
    const who = people[0]?.email ?? ''
    return troubles.thirdPartyAccessOff ? { status: 401, body: notAuthorised(who) } : null
  },
  unauthorized: (token) =>
    token?.kind === 'personal' && token.state === 'expired'
      ? { status: 401, body: 'Access Denied: The Personal Access Token used has expired.' }
      : signInPage(),
}

/** Azure DevOps Server: the first part of every path is the collection, and a wrong sign-in is a plain 401. */
export const azureDevopsServerAccent: HostAccent = {
  ...azureDevopsAccent,
  kind: 'azure-devops-server',
  rest: (request, host) =>
    request.caller === null ? unauthorized(null, host) : answerAzure({ ...request, caller: request.caller }, host),
  trouble: (_request, { troubles }) => (troubles.rateLimit ? rateLimited(troubles.rateLimit.retryAfter) : null),
  gitTrouble: (_repository, { troubles }) => (troubles.rateLimit ? rateLimited(troubles.rateLimit.retryAfter) : null),
  unauthorized,
}

function readToken({ authorization }: RestRequest['headers']): string | null {
  const header = typeof authorization === 'string' ? authorization : ''
  return readBasic(header)?.password ?? /^Bearer (.+)$/i.exec(header)?.[1] ?? null
}

function unauthorized(_token: SandboxToken | null, { origin }: SandboxHost): RestAnswer {
  return { status: 401, headers: { 'WWW-Authenticate': `Basic realm="${origin}/"` }, body: '' }
}

/** The organisation's policy "Third-party application access via OAuth". */
function applicationsKeptOut({ caller }: RestRequest): RestAnswer {
  return azureError(401, notAuthorised(caller?.person.email ?? ''), 'UnauthorizedRequestException')
}

function notAuthorised(user: string): string {
  return `TF400813: The user '${user}' is not authorized to access this resource.`
}

function rateLimited(retryAfter: number): RestAnswer {
  const words = 'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource.'
  return { ...azureError(429, words, 'RequestBlockedException'), headers: { 'Retry-After': String(retryAfter) } }
}
