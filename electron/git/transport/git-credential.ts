import type { Credential } from './credentials.ts'
import { decodeLoosely } from './decode-loosely.ts'
import { runInstalledGit, type Variables } from './installed-git.ts'

interface Place {
  root: string
  variables: Variables
  url: string
  signal?: AbortSignal | undefined
}

/**
 * Asks the credential helpers of the clone's configuration through `git credential fill` (git-credential, "INPUT/OUTPUT
 * FORMAT"). Null where none of them knows one. Failures: GIT_NOT_INSTALLED.
 */
export async function fillCredential(
  place: Place & { username: string | null; challenges: readonly string[] },
): Promise<Credential | null> {
  const { username, challenges } = place
  const question = attributes(place.url, username === null ? [] : [['username', username]])
  const asked = challenges.map((challenge) => line('wwwauth[]', challenge)).join('')
  const { code, stdout } = await run(place, 'fill', `${question}${asked}\n`)
  if (code !== 0) return null
  const answer = new Map(stdout.split('\n').map((text) => splitOnce(text)))
  const password = answer.get('password')
  if (password === undefined || password === '') return null
  return { username: answer.get('username') ?? '', password }
}

/** Tells the helpers that a credential works, so that they keep it. */
export async function approveCredential(place: Place, credential: Credential): Promise<void> {
  await run(place, 'approve', `${attributesWith(place.url, credential)}\n`)
}

/** Tells the helpers that the server refused a credential, so that they forget it. */
export async function rejectCredential(place: Place, credential: Credential): Promise<void> {
  await run(place, 'reject', `${attributesWith(place.url, credential)}\n`)
}

function run(place: Place, action: 'fill' | 'approve' | 'reject', input: string) {
  return runInstalledGit(place.root, ['credential', action], {
    neededFor: 'credential-helper',
    variables: place.variables,
    input,
    signal: place.signal,
  })
}

function attributesWith(url: string, { username, password }: Credential): string {
  return attributes(url, [
    ['username', username],
    ['password', password],
  ])
}

function attributes(url: string, more: [string, string][]): string {
  const { protocol, host, pathname } = new URL(url)
  const path = decodeLoosely(pathname.slice(1))
  return [['protocol', protocol.slice(0, -1)], ['host', host], ['path', path], ...more]
    .map(([key = '', value = '']) => line(key, value))
    .join('')
}

/** A line end or NUL in a value would be read as another key (CVE-2020-5260): such a value is left out. */
function line(key: string, value: string): string {
  return /[\n\r\0]/.test(value) ? '' : `${key}=${value}\n`
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
