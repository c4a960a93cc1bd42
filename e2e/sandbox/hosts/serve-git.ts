import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { runGitBackend } from '../git-backend.ts'
import type { TokenLedger } from '../oauth/token-ledger.ts'
import { readBasic, sendReply } from './exchange.ts'
import { GIT_WORDS } from './git-words.ts'
import type { HostAccent, RestAnswer, SandboxHost, SandboxPerson, SandboxRepository, SandboxToken } from './model.ts'

const SERVICES = /^(.*?)(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/

/** Whether a request is one of Git's over HTTP (`git help http-backend`). */
export function isGitRequest(path: string): boolean {
  return SERVICES.test(path)
}

interface Caller {
  person: SandboxPerson
  token: SandboxToken
}

export interface GitParts {
  host: SandboxHost
  accent: HostAccent
  ledger: TokenLedger
}

/** Git over HTTP as a host serves it: who is let in by its rules, the rest by `git http-backend`. Resolves with the status. */
export async function serveGit(parts: GitParts, request: IncomingMessage, response: ServerResponse): Promise<number> {
  const url = new URL(request.url ?? '/', parts.host.origin)
  const [, place = '', rest = ''] = SERVICES.exec(url.pathname) ?? []
  const receives = rest === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack'
  const repository = parts.host.repositories.find((each) => samePlace(parts.accent.gitPath(each.path), place))
  const caller = readCaller(parts, request.headers.authorization)
  const refusal = refuse(parts, { repository, caller, receives, path: place })
  if (refusal !== null || repository === undefined) {
    request.resume()
    return sendReply(response, refusal ?? { status: 404, body: GIT_WORDS[parts.host.kind].notFound })
  }
  if (receives) protect(repository, GIT_WORDS[parts.host.kind].protectedBranch)
  const user = caller.kind === 'known' ? caller.person.login : 'anonymous'
  const path = `/${basename(repository.bare)}${rest}`
  runGitBackend(request, response, { root: dirname(repository.bare), path, user, cutAfter: null })
  await new Promise<void>((resolve) => response.once('close', resolve))
  return response.statusCode
}

type GitCaller = { kind: 'nobody' } | { kind: 'rejected' } | ({ kind: 'known' } & Caller)

function readCaller({ host, accent, ledger }: GitParts, authorization: string | undefined): GitCaller {
  if (authorization === undefined) return { kind: 'nobody' }
  const basic = readBasic(authorization)
  const [, bearer] = /^Bearer (.+)$/i.exec(authorization) ?? []
  const token = ledger.find(basic?.password ?? bearer ?? '')
  const person = host.people.find((each) => each.login === token?.person)
  if (token?.state !== 'good' || !person) return { kind: 'rejected' }
  if (basic !== null && !accent.acceptsGitUser(basic.username, token)) return { kind: 'rejected' }
  return { kind: 'known', person, token }
}

function refuse(
  { host, accent }: GitParts,
  asked: { repository: SandboxRepository | undefined; caller: GitCaller; receives: boolean; path: string },
): RestAnswer | null {
  const { repository, caller, receives, path } = asked
  const words = GIT_WORDS[host.kind]
  const signIn = { status: 401, headers: { 'WWW-Authenticate': words.realm } }
  if (caller.kind === 'rejected') return { ...signIn, body: words.rejected }
  if (caller.kind === 'nobody') {
    return repository?.visibility === 'public' && !receives ? null : { ...signIn, body: 'Sign in first.' }
  }
  if (!repository || !mayRead(caller.person, repository)) return { status: 404, body: words.notFound }
  const trouble = accent.gitTrouble(repository, host)
  if (trouble !== null) return trouble
  if (!receives) return null
  if (repository.archived) return { status: 403, body: words.archived }
  if (repository.writers.includes(caller.person.login)) return null
  return { status: 403, body: words.notAllowed(path.slice(1), caller.person.login) }
}

/** Whether a person sees a repository: it is public, their own, or of an organisation of theirs. */
export function mayRead(person: SandboxPerson, repository: SandboxRepository): boolean {
  const { organisation } = repository.path
  return repository.visibility === 'public' || organisation === person.login || person.organisations.includes(organisation)
}

function samePlace(gitPath: string, asked: string): boolean {
  const plain = (path: string) => decodeURIComponent(path).replace(/\.git$/, '')
  return plain(gitPath) === plain(asked)
}

/** The server's `update` hook: it refuses the protected branches to everybody who comes over HTTP. */
function protect(repository: SandboxRepository, words: (branch: string) => string): void {
  const hook = join(repository.bare, 'hooks', 'update')
  rmSync(hook, { force: true })
  if (repository.protectedBranches.length === 0) return
  mkdirSync(dirname(hook), { recursive: true })
  const rules = repository.protectedBranches.map(
    (branch) => `if [ "$1" = "refs/heads/${branch}" ]; then\ncat >&2 <<'WORDS'\n${words(branch)}\nWORDS\nexit 1\nfi\n`,
  )
  writeFileSync(hook, `#!/bin/sh\n[ -n "$REMOTE_USER" ] || exit 0\n${rules.join('')}`)
  chmodSync(hook, 0o755)
}
