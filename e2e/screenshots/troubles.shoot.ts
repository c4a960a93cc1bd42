import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CLOUD_HOSTS } from '#shared/domain/host.ts'
import { test } from '../fixtures/app.ts'
import { projectRoot } from '../fixtures/project.ts'
import { meetRefusalsWhileChoosing } from '../fixtures/refusals-while-choosing.ts'
import { meetTroubles } from '../fixtures/troubles.ts'

const FOLDER = join(projectRoot, 'docs/screenshots/troubles')

/** Not a test: takes the picture of each trouble of the hosts for `docs/screenshots/troubles`, run by `npm run screenshots`. */
for (const kind of CLOUD_HOSTS) {
  test.describe(kind, () => {
    test.use({ hostsWanted: { kinds: [kind] } })

    test('each trouble', async ({ app, graft, hosts, person }) => {
      test.setTimeout(600_000)
      mkdirSync(FOLDER, { recursive: true })
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      await meetTroubles({ app, graft, hosts, person }, kind, async (name, spoken) => {
        await spoken.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' })
      })
    })

    test('what the interface refuses', async ({ app, graft, hosts, person }) => {
      mkdirSync(FOLDER, { recursive: true })
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      await meetRefusalsWhileChoosing({ graft, hosts, person }, kind, async (name, spoken) => {
        await spoken.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' })
      })
    })
  })
}
