import { describe, expect, it } from 'vitest'
import { accountUnderTest } from '#renderer/session/account-under-test.ts'
import { suggestAuthor } from './suggest-author.ts'

describe('suggestAuthor', () => {
  it.each([
    [{}, { name: 'A. Lin', email: '1+lin@users.noreply.github.com' }],
    [
      { host: 'gitlab', domain: 'https://gitlab.com' },
      { name: 'A. Lin', email: '1-lin@users.noreply.gitlab.com' },
    ],
    [
      { host: 'azure-devops', login: 'lin@acme.test', name: null },
      { name: 'lin@acme.test', email: 'lin@acme.test' },
    ],
    [
      { host: 'bitbucket', hostUserId: '{7d6f}' },
      { name: 'A. Lin', email: '' },
    ],
    [{ hostUserId: null }, { name: 'A. Lin', email: '' }],
  ] as const)('%o', (account, author) => expect(suggestAuthor(accountUnderTest(account))).toEqual(author))
})
