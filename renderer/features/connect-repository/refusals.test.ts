import { describe, expect, it } from 'vitest'
import { connection, OTHER_FOLDER, REMOTE } from './machine-fixtures.ts'
import { type Refusal, waysOut } from './refusals.ts'

const cases: [Refusal, string[]][] = [
  [{ kind: 'subfolder', root: OTHER_FOLDER }, ['use-folder', 'pick-another']],
  [{ kind: 'inside-git-folder', root: OTHER_FOLDER }, ['use-folder', 'pick-another']],
  [{ kind: 'inside-git-folder', root: null }, ['pick-another']],
  [{ kind: 'bare' }, ['pick-another']],
  [{ kind: 'not-a-repository' }, ['pick-another']],
  [{ kind: 'not-a-folder' }, ['pick-another']],
  [{ kind: 'missing' }, ['pick-another', 'check-again']],
  [{ kind: 'no-permission' }, ['check-again', 'pick-another']],
  [{ kind: 'unsupported', feature: 'reftable' }, ['pick-another', 'check-again']],
  [{ kind: 'broken', detail: 'HEAD' }, ['check-again', 'pick-another']],
  [{ kind: 'detached', commit: 'a'.repeat(40) }, ['check-again', 'pick-another']],
  [{ kind: 'no-remote' }, ['check-again', 'pick-another']],
  [
    { kind: 'other-remote', origin: null, candidates: [REMOTE, { ...REMOTE, name: 'upstream' }] },
    ['use-remote', 'use-remote', 'pick-another'],
  ],
  [{ kind: 'other-domain', remotes: [], suggestion: null }, ['pick-another', 'change-domain', 'change-host']],
  [{ kind: 'already-connected', apiId: connection().apiId, apiName: 'Pets' }, ['open-api', 'pick-another']],
]

describe('ways out of a refusal', () => {
  it.each(cases)('%o', (refusal, expected) => {
    expect(waysOut(refusal).map(({ kind }) => kind)).toEqual(expected)
  })

  it('takes the suggested domain with its kind of host', () => {
    const suggestion = { domain: 'https://ghe.test', host: 'github-enterprise-server' } as const
    expect(waysOut({ kind: 'other-domain', remotes: [], suggestion })[0]).toEqual({ kind: 'use-domain', ...suggestion })
  })

  it('offers to connect to the cloud host that the clone belongs to', () => {
    const suggestion = { domain: 'https://github.com', host: 'github' } as const
    expect(waysOut({ kind: 'other-domain', remotes: [], suggestion })).toEqual([
      { kind: 'choose-host', host: 'github' },
      { kind: 'pick-another' },
      { kind: 'change-domain' },
    ])
  })
})
