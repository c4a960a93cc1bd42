import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentFor, startAllHosts } from '../e2e/sandbox/hosts/all-hosts.ts'
import { ADA } from '../e2e/sandbox/hosts/world.ts'

/** `npm run sandbox [-- --large]`: every host on this computer, with people and repositories, until Ctrl+C. */
const size = process.argv.includes('--large') ? 'large' : 'usual'
const folder = mkdtempSync(join(tmpdir(), 'graft-sandbox-'))
const hosts = await startAllHosts(folder, size)
const environment = environmentFor(folder, hosts)
const data = join(folder, 'graft-data')
mkdirSync(data, { mode: 0o700 })

say('Hosts, each with the accounts of Ada (may push) and Bob, and a token of Ada’s:')
for (const [kind, { running, world }] of hosts) {
  say('')
  say(`  ${kind}: ${running.origin}`)
  say(`    access token   ${running.issueToken(ADA.login)}`)
  if (kind !== 'azure-devops-server') say(`    client         ${running.host.oauth.clientId}`)
  say(`    repositories   ${[...new Set(Object.values(world))].map(({ path }) => path.name).join(', ')}`)
  say(`    clone          git clone ${running.cloneUrl(world.pets)}`)
}
say('')
say('Graft takes them for the real hosts, with a data folder of its own, when it is started with:')
say('')
const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
say(`  env ${variables.join(' \\\n      ')} \\\n      npm start -- --data=${data}`)
say('')
say('Everything is thrown away at the end: Ctrl+C.')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    Promise.all([...hosts.values()].map(({ running }) => running.close())).finally(() => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(0)
    })
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
