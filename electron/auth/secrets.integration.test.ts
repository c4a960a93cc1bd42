import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { HostKind } from '#shared/domain/host.ts'
import { type AuthRig, signedIn, signIn, startAuthRig } from './testing/auth-rig.ts'

let rig: AuthRig
afterEach(() => rig.close())

/** Everything in a folder, names and contents. */
async function written(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'latin1')}`))
  return contents.join('\n')
}

/** A secret as it is, and in the forms in which it could slip through. */
function forms(secret: string): string[] {
  return [secret, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex'), encodeURIComponent(secret)]
}

/** What the work fails with; what it gives (a token goes to the services, and may) is left out. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    return error
  }
}

/** An error with everything that hangs on it. */
function laidOpen(value: unknown, depth = 0): string {
  if (!(value instanceof Error) || depth > 5) return JSON.stringify(value) ?? ''
  const own = Object.getOwnPropertyNames(value).map((name) => laidOpen(Reflect.get(value, name), depth + 1))
  return [value.message, value.stack, ...own].join('\n')
}

describe.each<HostKind>(['github', 'gitlab', 'bitbucket', 'azure-devops'])('a whole run with %s', (kind) => {
  it('leaves no secret in the data folder, the log, an error or an answer', async () => {
    rig = await startAuthRig(kind)
    const seen: unknown[] = []
    const account = await signedIn(rig, { organisation: 'acme' })
    rig.advance(8000)
    seen.push(rig.accounts.list(), await rig.clients.list(), await rig.accounts.offers(rig.place))
    const token = await rig.accounts.token(account.id)
    seen.push(
      await signIn(rig, { renew: account.id }, async (waiting) =>
        rig.browser.signIn('link' in waiting ? waiting.link : '', { person: 'bob' }),
      ),
    )
    const late = await signIn(rig, {}, async (waiting) => {
      const back = new URL(await rig.browser.signInUntilSentBack('link' in waiting ? waiting.link : ''))
      back.searchParams.set('code', `${back.searchParams.get('code')}x`)
      rig.running.secrets.add(back.searchParams.get('code') ?? '')
      await rig.browser.visit(back.href)
    })
    seen.push(late.outcome)
    rig.network('cut')
    rig.advance(8000)
    seen.push(await failure(rig.accounts.token(account.id)))
    rig.network('there')
    rig.running.revokeSignIns('ada')
    seen.push(await failure(rig.accounts.afterRefusal(account.id, token, { reason: 'rejected', missingScopes: [] })))
    seen.push(await failure(rig.accounts.token(account.id)))
    const own = rig.running.issueToken('ada', ['repo', 'api', 'repository:write', 'account'])
    const request = { ...rig.place, organisation: 'acme', beside: null, renew: null }
    seen.push(await rig.accounts.signInWithToken({ ...request, token: own }))
    rig.running.secrets.add('a-token-that-is-wrong-and-was-typed')
    seen.push(await failure(rig.accounts.signInWithToken({ ...request, token: 'a-token-that-is-wrong-and-was-typed' })))
    const everything = [
      await written(rig.dataFolder),
      ...rig.logged,
      ...rig.announced,
      ...seen.map((each) => laidOpen(each)),
    ].join('\n')
    const secrets = [...rig.running.secrets].filter((secret) => secret.length >= 8)
    expect(secrets.length).toBeGreaterThan(5)
    expect(everything).toContain(account.id)
    for (const secret of secrets) for (const form of forms(secret)) expect(everything.includes(form), secret).toBe(false)
  })
})
