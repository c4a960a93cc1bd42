import { describe, expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { ADA, plainAccounts } from './testing/plain-accounts.ts'
import { withAccount } from './with-account.ts'

const refused = (reason: 'rejected' | 'expired' = 'rejected') =>
  new Failure('SIGN_IN_NEEDED', { domain: 'https://github.com', reason, hostWords: 'Bad credentials' })

/** Work that a server allows with some tokens only, and the tokens that it was tried with. */
function server(good: string, failure: () => Failure = refused) {
  const tried: string[] = []
  const work = async ({ token }: { token: string }): Promise<string> => {
    tried.push(token)
    if (token !== good) throw failure()
    return `with ${token}`
  }
  return { tried, work }
}

describe('work with an account', () => {
  it('runs once with a token that the server takes', async () => {
    const accounts = plainAccounts(['good', 'newer'])
    const { tried, work } = server('good')
    expect(await withAccount(accounts.service, ADA, undefined, work)).toBe('with good')
    expect(tried).toEqual(['good'])
    expect(accounts.refusals).toEqual([])
  })

  it('runs once more where a newer token can be had', async () => {
    const accounts = plainAccounts(['old', 'newer'])
    const { tried, work } = server('newer')
    expect(await withAccount(accounts.service, ADA, undefined, work)).toBe('with newer')
    expect(tried).toEqual(['old', 'newer'])
    expect(accounts.refusals).toEqual([{ reason: 'rejected', missingScopes: [] }])
  })

  it('never runs a third time, because servers shut out who keeps failing', async () => {
    const { tried, work } = server('none')
    const accounts = plainAccounts(['old', 'newer', 'newest'])
    await expect(withAccount(accounts.service, ADA, undefined, work)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' })
    expect(tried).toEqual(['old', 'newer'])
    expect(accounts.refusals).toHaveLength(2)
  })

  it('marks the account where there is no newer token, and keeps the host’s words', async () => {
    const accounts = plainAccounts(['old'])
    const { work } = server('none', () => refused('expired'))
    await expect(withAccount(accounts.service, ADA, undefined, work)).rejects.toMatchObject({
      code: 'SIGN_IN_NEEDED',
      data: { reason: 'expired', hostWords: 'Bad credentials' },
    })
    expect(accounts.account().state).toEqual({ kind: 'needs-renewal', reason: 'expired', missingScopes: [] })
  })

  it('marks the account with the rights that it lacks', async () => {
    const accounts = plainAccounts(['old', 'newer'])
    const { tried, work } = server(
      'none',
      () => new Failure('SCOPE_MISSING', { domain: 'https://github.com', missing: ['repo'], hostWords: null }),
    )
    await expect(withAccount(accounts.service, ADA, undefined, work)).rejects.toMatchObject({ code: 'SCOPE_MISSING' })
    expect(tried).toEqual(['old'])
    expect(accounts.account().state).toEqual({ kind: 'needs-renewal', reason: 'scope', missingScopes: ['repo'] })
  })

  it('says nothing against the account for any other failure', async () => {
    const accounts = plainAccounts(['good', 'newer'])
    const { tried, work } = server(
      'none',
      () => new Failure('SSO_REQUIRED', { domain: 'https://github.com', url: null, hostWords: null }),
    )
    await expect(withAccount(accounts.service, ADA, undefined, work)).rejects.toMatchObject({ code: 'SSO_REQUIRED' })
    expect(tried).toEqual(['good'])
    expect(accounts.refusals).toEqual([])
  })

  it('says nothing against the account where a server asked for a sign-in that never went to it', async () => {
    // A remote that was moved to another server: its refusal is not about this token.
    const missing = () => new Failure('SIGN_IN_NEEDED', { domain: 'https://github.com', reason: 'missing', hostWords: null })
    const accounts = plainAccounts(['good', 'newer'])
    const { tried, work } = server('none', missing)
    await expect(withAccount(accounts.service, ADA, undefined, work)).rejects.toMatchObject({ data: { reason: 'missing' } })
    expect(tried).toEqual(['good'])
    expect(accounts.refusals).toEqual([])
    expect(accounts.account().state).toEqual({ kind: 'ready' })
  })
})
