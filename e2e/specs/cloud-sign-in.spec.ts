import { expect, test } from '../fixtures/app.ts'
import { meetAzureSignInRefusals } from '../fixtures/azure-sign-in-refusals.ts'
import { choiceOf } from '../fixtures/cloud-hosts.ts'

test.describe('Sign-in at GitHub', () => {
  test.use({ hostsWanted: { kinds: ['github'] } })

  test('every ending of it is said, and leads on', async ({ app, graft, hosts, person, world }) => {
    // A dozen endings after one another; the limit only stops a test that hangs.
    test.setTimeout(300_000)
    const { running } = hosts.get('github')
    const { oauth } = running.host
    const { wizard } = graft
    const { signIn } = wizard
    const tryAgain = () => signIn.part.getByRole('button', { name: 'Try again' }).click()
    const again = async () => {
      const before = (await app.openedLinks()).length
      await tryAgain()
      return signIn.linkAfter(before)
    }
    await graft.createApi('Pets', 'Empty')
    await graft.openWizard()
    await wizard.chooseHost('GitHub')

    await test.step('denied on the page', async () => {
      await person.deny(await signIn.beginInBrowser())
      await expect(signIn.problem).toContainText('Access was declined on GitHub’s page.')
      await expect(signIn.problem).toContainText('No sign-in was kept, and nothing else was changed.')
    })

    await test.step('a right unticked', async () => {
      oauth.untickedScopes = ['repo']
      await person.authorize(await again())
      await expect(signIn.problem).toContainText('These rights were not granted: repo.')
      oauth.untickedScopes = []
    })

    await test.step('a code that comes too late', async () => {
      const { code } = oauth.lifetimes
      oauth.lifetimes.code = 1
      await person.authorizeSlowly(await again(), 2_100)
      await expect(signIn.problem).toContainText('The code was used already, or came too late.')
      await expect(signIn.problem).toContainText('No sign-in was kept, and nothing else was changed.')
      oauth.lifetimes.code = code
    })

    await test.step('an answer with another state is turned away, and the right one still counts', async () => {
      const link = await again()
      const redirect = new URL(new URL(link).searchParams.get('redirect_uri') ?? '')
      const foreign = new URL(redirect)
      foreign.search = '?code=stolen&state=made-up'
      const answer = await (await person.page()).goto(foreign.href)
      expect(answer?.status()).toBe(400)
      await expect(signIn.part.getByText(/did not come from this sign-in was turned away/)).toBeVisible()
      await expect(signIn.waiting).toBeVisible()

      await test.step('a closed page loses nothing', async () => {
        await person.open(link)
        await person.closePage()
        await expect(signIn.waiting).toBeVisible()
      })

      await test.step('cancelled here, nobody listens any longer', async () => {
        await signIn.cancel()
        await expect(signIn.part.getByText('The sign-in was cancelled. Nothing was changed.')).toBeVisible()
        await expect(fetch(redirect)).rejects.toThrow()
      })
    })

    await test.step('a device code that ran out', async () => {
      Object.assign(oauth, { deviceInterval: 1 })
      oauth.lifetimes.deviceCode = 2
      await signIn.chooseWay('Device code')
      await signIn.startWithCode()
      await expect(signIn.problem).toContainText(/came too late|No answer came within the time/)
      oauth.lifetimes.deviceCode = 300
    })

    await test.step('a device code that is typed', async () => {
      await tryAgain()
      const { code, page } = await signIn.shownCode()
      expect(page).toBe(`${running.origin}/login/device`)
      await person.typeCode(page, code)
      await expect(wizard.dialog.getByText('As Ada Lindgren sees them.')).toBeVisible()
    })

    await test.step('a second account in the browser', async () => {
      await wizard.back()
      await expect(wizard.dialog.getByRole('radio', { name: /Ada Lindgren/ })).toBeChecked()
      await wizard.dialog.getByRole('button', { name: 'Use another account' }).click()
      // The way that was chosen last is the one proposed.
      await signIn.chooseWay('Browser')
      await person.authorize(await signIn.beginInBrowser(), 'bob')
      await expect(wizard.dialog.getByText('As Bøb Ångström sees them.')).toBeVisible()
      await wizard.back()
      await expect(wizard.dialog.getByRole('radio', { name: /Bøb Ångström/ })).toBeChecked()
      await expect(wizard.dialog.getByRole('radio', { name: /Ada Lindgren/ })).toBeVisible()
    })

    await test.step('a token instead: a wrong one, then a right one', async () => {
      await wizard.dialog.getByRole('button', { name: 'Use another account' }).click()
      await signIn.beginInBrowser()
      await signIn.part.getByRole('button', { name: 'Use a token instead' }).click()
      await signIn.enterToken(`ghp_${'wrong'.repeat(7)}`)
      await expect(signIn.problem).toContainText('GitHub does not accept this token.')
      await signIn.enterToken(running.issueToken('ada'))
      // The same person: no third account.
      await expect(wizard.dialog.getByText('As Ada Lindgren sees them.')).toBeVisible()
      await wizard.back()
      await expect(wizard.dialog.getByRole('radio')).toHaveCount(2)
      await wizard.next()
    })

    await test.step('a repository that the host does not show', async () => {
      const { places, repository } = choiceOf('github', hosts.get('github').world.pets)
      for (const [label, name] of places) await wizard.take(label, name)
      await wizard.type(repository[0], 'nowhere')
      await expect(wizard.problem).toContainText('The host does not show this repository to this account')
    })

    await test.step('no secret of it is written or said', async () => {
      expect(hosts.findSecrets([world.data, world.home])).toEqual([])
      expect(hosts.secretsIn(app.output())).toEqual([])
      expect(hosts.secretsIn(await app.page.content())).toEqual([])
    })
  })
})

test.describe('Sign-in at Azure DevOps', () => {
  test.use({ hostsWanted: { kinds: ['azure-devops'] } })

  test('says what an organisation and its rules have against it', async ({ graft, hosts, person, world }) => {
    await meetAzureSignInRefusals({ graft, hosts, person }, async () => {
      expect(hosts.findSecrets([world.data, world.home])).toEqual([])
    })
  })
})
