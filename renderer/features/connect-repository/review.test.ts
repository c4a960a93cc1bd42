import { describe, expect, it } from 'vitest'
import { createTexts } from '#renderer/texts/texts.ts'
import type { HostedRepository } from '#shared/domain/hosting.ts'
import { ACCOUNT, cloud, readyToConnect, repository, step, usable } from './machine-fixtures.ts'
import { reviewSentences } from './review.ts'
import { type CloudState, INITIAL_STATE } from './state.ts'
import { transition } from './transition.ts'

const t = createTexts('en')

function hosted(part: Partial<HostedRepository>): CloudState {
  const named = [
    { kind: 'host-chosen', host: 'github' } as const,
    { kind: 'account-chosen', account: ACCOUNT } as const,
    { kind: 'organisation-entered', organisation: 'acme', entry: 'taken' } as const,
    { kind: 'repository-entered', repository: 'pets', entry: 'taken' } as const,
  ].reduce(transition, INITIAL_STATE)
  const answer = { kind: 'accepted', repository: repository('pets', part) } as const
  const found = cloud(
    transition(named, { kind: 'repository-checked', ticket: named.ticket, result: { kind: 'answer', answer } }),
  )
  const place = { accountId: ACCOUNT.id, repository: answer.repository.path, branch: 'main' }
  const request = { kind: 'hosted', ...place, directories: found.directories } as const
  return { ...found, directoriesCheck: { kind: 'answered', request, answer: usable(null) } }
}

describe('the review', () => {
  it('names account, repository and branch, the clone that is made, and what is safe', () => {
    const sentences = reviewSentences(t, hosted({}), 'Pets')
    expect(sentences).toEqual([
      'Pets will be connected to acme/pets on GitHub.',
      'Commits go to the branch main.',
      'Graft signs in as A. Lin (lin) on GitHub.',
      expect.stringContaining('A clone of Graft’s own is made on this computer'),
      expect.stringContaining('postman/schemas'),
      expect.stringContaining('postman/collections'),
      expect.stringContaining('.postman'),
      expect.stringContaining('nothing is committed or pushed'),
    ])
  })

  it('says that the first commit makes the branch of an empty repository', () => {
    expect(reviewSentences(t, hosted({ empty: true, defaultBranch: null }), 'Pets')[1]).toContain(
      'first commit makes the branch main',
    )
  })

  it('names the account that signs in to an own server', () => {
    const account = { ...ACCOUNT, host: 'gitlab-self-managed' as const }
    const chosen = step(step(readyToConnect(), { kind: 'sign-in-chosen', signIn: 'account' }), {
      kind: 'account-chosen',
      account,
    })
    expect(reviewSentences(t, chosen, 'Pets')).toContain('Graft signs in as A. Lin (lin) on git.acme.test.')
  })

  it('says that the API’s own files go where no definition is yet', () => {
    const ready = hosted({})
    const own = 'Files that Pets has already are written there too, as changes for you to commit.'
    expect(reviewSentences(t, ready, 'Pets')).not.toContain(own)
    const { directoriesCheck } = ready
    if (directoriesCheck.kind !== 'answered' || directoriesCheck.answer.schema.kind !== 'usable') throw new Error('not ready')
    const schema = { ...directoriesCheck.answer.schema, definitions: 0 }
    const answer = { ...directoriesCheck.answer, schema }
    expect(reviewSentences(t, { ...ready, directoriesCheck: { ...directoriesCheck, answer } }, 'Pets')).toContain(own)
  })

  it('says nothing while something is missing', () => {
    expect(reviewSentences(t, INITIAL_STATE, 'Pets')).toEqual([])
  })
})
