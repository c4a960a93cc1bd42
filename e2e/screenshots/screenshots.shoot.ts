import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../fixtures/app.ts'
import { projectRoot } from '../fixtures/project.ts'
import { COLOR_SCHEMES, tour } from '../fixtures/tour.ts'

/** Not a test: takes the picture of every screen for `docs/screenshots`, run by `npm run screenshots`. */
test('every screen, light and dark', async ({ app, graft, sandbox }) => {
  const folder = join(projectRoot, 'docs/screenshots')
  mkdirSync(folder, { recursive: true })
  // Some thirty screens, twice each; the limit only stops a test that hangs.
  test.setTimeout(600_000)
  await tour({ app, graft, sandbox }, async (screen) => {
    for (const colorScheme of COLOR_SCHEMES) {
      await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await app.page.screenshot({ path: join(folder, `${screen}-${colorScheme}.png`), animations: 'disabled', caret: 'hide' })
    }
  })
})
