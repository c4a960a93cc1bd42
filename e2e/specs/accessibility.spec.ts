import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../fixtures/app.ts'
import { COLOR_SCHEMES, tour } from '../fixtures/tour.ts'

test('no screen has an accessibility violation, light or dark', async ({ app, graft, sandbox }) => {
  // Some thirty screens, twice each; the limit only stops a test that hangs.
  test.setTimeout(600_000)
  await tour({ app, graft, sandbox }, async (screen) => {
    for (const colorScheme of COLOR_SCHEMES) {
      await test.step(`${screen}, ${colorScheme}`, async () => {
        await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        // React Aria's announcer keeps what it read aloud for some seconds, after the element it names is gone.
        // Legacy mode checks this page alone, and needs no second one to gather the results of frames; there are no frames.
        const { violations } = await new AxeBuilder({ page: app.page })
          .setLegacyMode()
          .exclude('[data-live-announcer]')
          .analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
        expect.soft(found, `${screen}, ${colorScheme}`).toEqual([])
      })
    }
  })
})
