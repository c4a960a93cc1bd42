import { violations } from '../fixtures/accessibility.ts'
import { expect, test } from '../fixtures/app.ts'
import { COLOR_SCHEMES, tour } from '../fixtures/tour.ts'

test('no screen has an accessibility violation, light or dark', { tag: '@browser-host' }, async ({ app, graft, sandbox }) => {
  // Some thirty screens, twice each; the limit only stops a test that hangs.
  test.setTimeout(600_000)
  await tour({ app, graft, sandbox }, async (screen) => {
    for (const colorScheme of COLOR_SCHEMES) {
      await test.step(`${screen}, ${colorScheme}`, async () => {
        await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        // Names, roles and order are the same in every scheme.
        const rules = colorScheme === 'light' ? 'all' : 'of-colours'
        expect.soft(await violations(app.page, rules), `${screen}, ${colorScheme}`).toEqual([])
      })
    }
  })
})
