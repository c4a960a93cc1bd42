import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isolatedGitEnvironment } from '../git-command.ts'
import { azureDevopsAccent, azureDevopsServerAccent } from './azure-devops.ts'
import { bitbucketAccent } from './bitbucket.ts'
import { bitbucketDataCenterAccent } from './bitbucket-data-center.ts'
import type { SandboxToken } from './model.ts'
import type { RunningSandboxHost } from './running.ts'
import { startHostSandbox } from './server.ts'
import { fillHost, type HostWorld } from './world.ts'

const run = promisify(execFile)

/** What each host takes beside a token over Git, and what it does not (`Git Basic credentials` of the hosts' pages). */
describe.each([
  {
    accent: bitbucketAccent,
    personal: { taken: ['x-bitbucket-api-token-auth', 'ada'], refused: ['ada@example.test', 'x-token-auth', 'any'] },
    oauth: { taken: ['x-token-auth', 'ada'], refused: ['x-bitbucket-api-token-auth', 'any'] },
  },
  {
    accent: bitbucketDataCenterAccent,
    personal: { taken: ['ada'], refused: ['any', 'bob'] },
    oauth: { taken: ['OAUTH_USERNAME', 'ada'], refused: [] },
  },
  { accent: azureDevopsAccent, personal: { taken: ['', 'any'], refused: [] }, oauth: { taken: ['ada'], refused: [] } },
  { accent: azureDevopsServerAccent, personal: { taken: ['', 'any'], refused: [] }, oauth: { taken: [], refused: [] } },
])('Git at the sandbox’s $accent.kind', ({ accent, personal, oauth }) => {
  let folder: string
  let running: RunningSandboxHost
  let world: HostWorld

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'graft-git-'))
    running = await startHostSandbox({ accent, folder: join(folder, 'host') })
    world = fillHost(running)
    const shared = { person: 'ada', scopes: [], state: 'good' } satisfies Partial<SandboxToken>
    running.host.tokens.push(
      { ...shared, token: 'of-personal', kind: 'personal' },
      { ...shared, token: 'of-oauth', kind: 'oauth' },
    )
  })
  afterAll(async () => {
    await running.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function listRemote(username: string, token: string): Promise<'taken' | 'refused'> {
    const url = running.cloneUrl(world.pets).replace('://', `://${encodeURIComponent(username)}:${token}@`)
    const options = { cwd: folder, env: isolatedGitEnvironment() }
    const answer = await run('git', ['-c', 'credential.helper=', 'ls-remote', url, 'refs/heads/main'], options).catch(
      () => null,
    )
    return answer?.stdout.endsWith('\trefs/heads/main\n') ? 'taken' : 'refused'
  }

  it('takes tokens beside the user names that belong to them, and no others', async () => {
    for (const [token, names] of [
      ['of-personal', personal],
      ['of-oauth', oauth],
    ] as const) {
      for (const name of names.taken) expect([name, await listRemote(name, token)]).toEqual([name, 'taken'])
      for (const name of names.refused) expect([name, await listRemote(name, token)]).toEqual([name, 'refused'])
    }
    expect(await listRemote(personal.taken[0] ?? '', 'nonsense')).toBe('refused')
  })
})
