import { createRouterClient, implement } from '@orpc/server'
import { expect, it, vi } from 'vitest'
import { troubleOf } from '#renderer/trouble.ts'
import { contract } from '#shared/contract/index.ts'
import { type Entered, enteredIn } from './entered.ts'
import { ACCOUNT, offers, PLACE } from './fixtures.ts'
import { createSignInStore } from './store.ts'

const os = implement(contract)
const LINK = 'https://github.com/login/oauth/authorize?state=x'

/** The real contract over scripted answers, so that inputs and outputs are checked as in the window. */
function signIn(renew: typeof ACCOUNT.id | null = null, entered: Entered | null = null) {
  const asked: unknown[] = []
  const ended: string[] = []
  let client: string | null = null
  let answer: () => void = () => undefined
  const rpc = createRouterClient({
    accounts: {
      offers: os.accounts.offers.handler(() =>
        offers(client === null ? { browser: 'needs-client', deviceCode: 'not-offered' } : {}),
      ),
      keepClient: os.accounts.keepClient.handler(({ input, errors }) => {
        if (input.clientId === 'no disk') throw errors.DISK_FULL({ data: {} })
        client = input.clientId
        asked.push({ clientSecret: input.clientSecret })
        return {
          ...PLACE,
          clientId: input.clientId,
          hasSecret: input.clientSecret !== null,
          source: 'settings',
          redirect: null,
        }
      }),
      reopenBrowser: os.accounts.reopenBrowser.handler(({ input }) => ({ opened: input.link !== LINK })),
      signIn: os.accounts.signIn.handler(async function* ({ input, signal }) {
        asked.push({ way: input.way, organisation: input.organisation, renew: input.renew })
        const answered = new Promise<void>((resolve) => {
          answer = resolve
        })
        const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
        yield { kind: 'waiting-for-browser', link: LINK, opened: true, until: '2026-01-02T03:09:05.000Z' }
        await Promise.race([answered, aborted])
        if (signal?.aborted) {
          ended.push(input.way)
          return
        }
        yield { kind: 'finishing' }
        yield { kind: 'done', outcome: { kind: 'signed-in', account: ACCOUNT, known: false } }
      }),
      signInWithToken: os.accounts.signInWithToken.handler(({ input, errors }) => {
        asked.push({ token: input.token, beside: input.beside })
        if (input.token === 'too many') {
          throw errors.RATE_LIMITED({ data: { domain: 'github.com', retryAt: null, hostWords: null } })
        }
        return input.token === 'good'
          ? { kind: 'signed-in', account: ACCOUNT, known: true }
          : { kind: 'refused', refusal: { reason: 'token-rejected', missing: [], hostWords: 'Bad credentials' } }
      }),
    },
  })
  const signedIn = vi.fn()
  const store = createSignInStore({
    session: { rpc, trouble: troubleOf },
    place: PLACE,
    renew,
    organisation: null,
    entered,
    onSignedIn: signedIn,
    now: () => 0,
  })
  const state = () => store.getState().state
  const until = (kind: string) => vi.waitFor(() => expect(state().attempt.kind).toBe(kind))
  return { ...store.getState(), state, until, asked, ended, signedIn, answer: () => answer() }
}

it('keeps a client that was entered, and then goes through the browser', async () => {
  const s = signIn(ACCOUNT.id)
  await s.loadOffers()
  expect(s.state()).toMatchObject({ way: 'browser', client: { kind: 'open' } })
  s.send({ kind: 'client-typed', clientId: ' abc ', clientSecret: '' })
  await s.keepClient()
  expect(s.state().client.kind).toBe('closed')
  s.begin()
  await s.until('waiting-for-browser')
  s.answer()
  await s.until('signed-in')
  expect(s.asked).toEqual([{ clientSecret: null }, { way: 'browser', organisation: null, renew: ACCOUNT.id }])
  expect(s.signedIn).toHaveBeenCalledExactlyOnceWith(ACCOUNT)
})

it('says what was wrong with keeping the client, and keeps its fields', async () => {
  const s = signIn()
  await s.loadOffers()
  s.send({ kind: 'client-typed', clientId: 'no disk', clientSecret: 'made-up' })
  await s.keepClient()
  expect(s.state().client).toMatchObject({ clientId: 'no disk', keeping: { trouble: { failure: { code: 'DISK_FULL' } } } })
})

async function waiting() {
  const s = signIn()
  await s.loadOffers()
  s.send({ kind: 'client-typed', clientId: 'abc', clientSecret: '' })
  await s.keepClient()
  s.begin()
  await s.until('waiting-for-browser')
  return s
}

it.each([
  ['cancelled', (s: Awaited<ReturnType<typeof waiting>>) => s.send({ kind: 'cancelled' })],
  ['left for a token', (s: Awaited<ReturnType<typeof waiting>>) => s.send({ kind: 'way-chosen', way: 'token' })],
  ['closed', (s: Awaited<ReturnType<typeof waiting>>) => s.dispose()],
])('ends the call of a sign-in that is %s', async (_name, leave) => {
  const s = await waiting()
  leave(s)
  await vi.waitFor(() => expect(s.ended).toEqual(['browser']))
  expect(s.signedIn).not.toHaveBeenCalled()
})

it('shows the link where no browser can be opened again', async () => {
  const s = await waiting()
  await s.reopenBrowser()
  expect(s.state().attempt).toMatchObject({ kind: 'waiting-for-browser', opened: false, link: LINK })
  s.dispose()
})

it('takes a token, and tells a refusal from a failure', async () => {
  const s = signIn()
  await s.loadOffers()
  s.send({ kind: 'way-chosen', way: 'token' })
  const attempt = async (token: string, ending: string) => {
    s.send({ kind: 'token-typed', token })
    s.begin()
    await s.until(ending)
  }
  await attempt('bad', 'refused')
  await attempt('too many', 'failed')
  expect(s.state().token).toBe('too many')
  await attempt(' good ', 'signed-in')
  expect(s.asked.at(-1)).toEqual({ token: 'good', beside: null })
  expect(s.state().token).toBe('')
})

it('finds what was entered again after the person went back, and not the try that ended with it', async () => {
  const s = await waiting()
  s.send({ kind: 'organisation-typed', organisation: 'acme' })
  s.dispose()
  const again = signIn(null, enteredIn(s.state()))
  expect(again.state()).toMatchObject({ way: 'browser', organisation: 'acme', attempt: { kind: 'none' } })
  again.send({ kind: 'way-chosen', way: 'token' })
  again.send({ kind: 'token-typed', token: 'half of a tok' })
  const later = signIn(null, enteredIn(again.state()))
  await later.loadOffers()
  expect(later.state()).toMatchObject({ way: 'token', token: 'half of a tok', organisation: 'acme' })
})
