import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import { SignInRefusal } from '#shared/contract/accounts.ts'
import { clockParts } from './clock.ts'
import { refusalWords } from './refusal-words.ts'

const t = createTexts('en')
const REDIRECT = 'http://127.0.0.1:34106/'

describe('every refusal', () => {
  const cases = SignInRefusal.shape.reason.options.flatMap((reason) =>
    (['browser', 'device-code', 'token'] as const).flatMap((way) =>
      [[], ['repo', 'workflow']].map((missing) => ({ reason, way, missing, hostWords: missing.length > 0 ? 'No.' : null })),
    ),
  )
  it.each(cases)('$reason through $way says three things', ({ reason, way, missing, hostWords }) => {
    for (const redirect of [REDIRECT, null]) {
      for (const aim of ['new', 'renewal'] as const) {
        const words = refusalWords(t, { reason, missing, hostWords }, { way, hostName: 'GitHub', redirect, aim })
        for (const part of [words.happened, words.safe]) expect(part).toMatch(/^\S.*\.$/)
        expect(words.next).toMatch(reason === 'redirect-rejected' && redirect ? /34106\/$/ : /^\S.*\.$/)
        expect(Object.values(words).join(' ')).not.toMatch(/[{}]|undefined|none\b| {2}/)
        expect(words.hostWords).toBe(hostWords)
      }
    }
  })

  it('names the rights that are missing', () => {
    const context = { way: 'browser', hostName: 'GitHub', redirect: null, aim: 'new' } as const
    const words = refusalWords(t, { reason: 'scope', missing: ['repo', 'workflow'], hostWords: null }, context)
    expect(words.happened).toContain('repo, workflow')
  })
})

it('counts in minutes and seconds, never below zero', () => {
  expect(clockParts(299_400)).toEqual({ minutes: '4', seconds: '59' })
  expect(clockParts(-1)).toEqual({ minutes: '0', seconds: '00' })
})
