import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { CLOUD_HOSTS } from '#shared/domain/host.ts'
import { test } from '../fixtures/app.ts'
import { meetAzureSignInRefusals } from '../fixtures/azure-sign-in-refusals.ts'
import { trustAuthority } from '../fixtures/private-authority.ts'
import { projectRoot } from '../fixtures/project.ts'
import { meetRefusalsWhileChoosing } from '../fixtures/refusals-while-choosing.ts'
import { meetTroubles } from '../fixtures/troubles.ts'

const FOLDER = join(projectRoot, 'docs/screenshots/troubles')

async function takePicture(name: string, spoken: Locator): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  await spoken.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

/** Not a test: takes the picture of each trouble of the hosts for `docs/screenshots/troubles`, run by `npm run screenshots`. */
for (const kind of CLOUD_HOSTS) {
  test.describe(kind, () => {
    test.use({ hostsWanted: { kinds: [kind] } })

    test('each trouble', async ({ app, graft, hosts, person }) => {
      test.setTimeout(600_000)
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      await meetTroubles({ app, graft, hosts, person }, kind, takePicture)
    })

    test('what the interface refuses', async ({ app, graft, hosts, person }) => {
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      await meetRefusalsWhileChoosing({ graft, hosts, person }, kind, takePicture)
    })
  })
}

test.describe('signing in at Azure DevOps', () => {
  test.use({ hostsWanted: { kinds: ['azure-devops'] } })

  test('what organisations have against it', async ({ app, graft, hosts, person }) => {
    await app.page.emulateMedia({ reducedMotion: 'reduce' })
    await meetAzureSignInRefusals({ graft, hosts, person }, takePicture)
  })
})

test.describe('an own server with a private authority', () => {
  test.use({ hostsWanted: { kinds: ['github-enterprise-server'], scheme: 'https' } })

  test('what is said of it', async ({ app, graft, hosts, world }) => {
    await app.page.emulateMedia({ reducedMotion: 'reduce' })
    await graft.startWizard('Pets', 'GitHub Enterprise Server', hosts.get('github-enterprise-server').running.origin)
    await trustAuthority({ app, graft, hosts, world }, 'github-enterprise-server', takePicture)
  })
})
