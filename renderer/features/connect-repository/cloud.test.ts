import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HostedRepository } from '#shared/domain/hosting.ts'
import { AccountId } from '#shared/domain/ids.ts'
import type { WizardEvent } from './events.ts'
import { canShow, gateOf } from './gates.ts'
import { isFirstBranch, meantBranch, namedRepository } from './hosted.ts'
import { ACCOUNT, branch, cloud, connection, FOLDER, onPremises, play, repository, usable } from './machine-fixtures.ts'
import { type CloudState, INITIAL_STATE, stepsOf, type WizardState } from './state.ts'
import { transition } from './transition.ts'

function send(state: WizardState, ...events: WizardEvent[]): CloudState {
  return cloud(events.reduce(transition, state))
}

const signedIn = () =>
  send(INITIAL_STATE, { kind: 'host-chosen', host: 'github' }, { kind: 'account-chosen', account: ACCOUNT })

/** Named and asked about; the answer is still to come. */
function named(name = 'pets'): CloudState {
  return send(
    signedIn(),
    { kind: 'organisation-entered', organisation: 'acme', entry: 'taken' },
    { kind: 'repository-entered', repository: name, entry: 'taken' },
  )
}

function found(part: Partial<HostedRepository> = {}): CloudState {
  const asked = named()
  return send(asked, {
    kind: 'repository-checked',
    ticket: asked.ticket,
    result: { kind: 'answer', answer: { kind: 'accepted', repository: repository('pets', part) } },
  })
}

function withBranch(state: CloudState, answer: 'found' | 'not-listed' | 'unknown'): CloudState {
  const result = answer === 'found' ? { kind: answer, branch: branch(meantBranch(state)) } : { kind: answer }
  return send(state, { kind: 'branch-checked', ticket: state.ticket, result: { kind: 'answer', answer: result } })
}

function firstBranch(name: string): CloudState {
  return send(found({ empty: true, defaultBranch: null }), { kind: 'branch-entered', branch: name, entry: 'typed' })
}

function readyToConnect(): CloudState {
  const there = send(withBranch(found(), 'found'), { kind: 'next' }, { kind: 'next' }, { kind: 'next' })
  expect(there.step).toBe('folders')
  const checked = send(there, {
    kind: 'directories-checked',
    ticket: there.ticket,
    result: { kind: 'answer', answer: usable(null) },
  })
  return send(checked, { kind: 'next' })
}

describe('the path', () => {
  it('follows from the host', () => {
    expect(stepsOf(signedIn())).toEqual(['host', 'sign-in', 'repository', 'folders', 'review', 'connecting'])
    expect(stepsOf(play({ kind: 'host-chosen', host: 'gitlab-self-managed' }))).toContain('domain')
  })

  it('brings back what was entered for a host when it is chosen again, and keeps the directories throughout', () => {
    const entered = send(found(), { kind: 'directory-typed', which: 'schema', directory: 'api' })
    const own = onPremises(
      [
        { kind: 'host-chosen', host: 'gitlab-self-managed' } as const,
        { kind: 'domain-typed', domain: 'git.acme.test' } as const,
        { kind: 'folder-picked', folder: FOLDER } as const,
      ].reduce<WizardState>(transition, entered),
    )
    expect(own.directories.schema).toBe('api')
    const back = send(own, { kind: 'host-chosen', host: 'github' })
    expect(back).toMatchObject({ organisation: 'acme', repository: 'pets', account: ACCOUNT, step: 'host' })
    expect(back.repositoryCheck.kind).toBe('running')
    const again = onPremises(transition(back, { kind: 'host-chosen', host: 'azure-devops-server' }))
    expect(again).toMatchObject({ host: 'azure-devops-server', domain: 'git.acme.test', folder: FOLDER })
    expect(again.directories.schema).toBe('api')
  })

  it('drops answers that belong to the host before', () => {
    const asked = named()
    const other = send(asked, { kind: 'host-chosen', host: 'gitlab' })
    const late = transition(other, {
      kind: 'repository-checked',
      ticket: asked.ticket,
      result: { kind: 'answer', answer: { kind: 'not-found' } },
    })
    expect(late).toBe(other)
  })
})

describe('the account', () => {
  it('is needed, and needed ready', () => {
    const chosen = send(INITIAL_STATE, { kind: 'host-chosen', host: 'github' })
    expect(gateOf(chosen, 'sign-in')).toEqual({ kind: 'missing', what: 'account' })
    const amber = { ...ACCOUNT, state: { kind: 'needs-renewal' as const, reason: 'expired' as const, missingScopes: [] } }
    expect(gateOf(send(chosen, { kind: 'account-chosen', account: amber }), 'sign-in')).toEqual({
      kind: 'refused',
      what: 'account',
    })
    expect(gateOf(signedIn(), 'sign-in')).toEqual({ kind: 'ready' })
  })

  it('of another host is not taken', () => {
    const gitlab = send(INITIAL_STATE, { kind: 'host-chosen', host: 'gitlab' })
    expect(transition(gitlab, { kind: 'account-chosen', account: ACCOUNT })).toBe(gitlab)
  })

  it('renewed in place leaves everything as it was; another one asks again about the repository', () => {
    const before = withBranch(found(), 'found')
    const renewed = send(before, { kind: 'account-chosen', account: { ...ACCOUNT, expiresAt: '2027-01-01T00:00:00.000Z' } })
    expect({ ...renewed, account: null }).toEqual({ ...before, account: null })
    const other = { ...ACCOUNT, id: AccountId.parse(connection().apiId) }
    expect(send(before, { kind: 'account-chosen', account: other })).toMatchObject({
      repository: 'pets',
      repositoryCheck: { kind: 'running' },
      branchCheck: { kind: 'idle' },
    })
  })

  it('that was removed elsewhere is no longer chosen', () => {
    const gone = send(withBranch(found(), 'found'), { kind: 'accounts-known', accounts: [] })
    expect(gone.account).toBeNull()
    expect(canShow(gone, 'repository')).toBe(false)
  })
})

describe('the repository', () => {
  it('is asked about once it is named whole; Azure DevOps has a project between', () => {
    expect(named().repositoryCheck).toMatchObject({
      kind: 'running',
      request: { repository: { organisation: 'acme', project: null, name: 'pets' } },
    })
    const azure = { host: 'azure-devops', organisation: 'https://dev.azure.com/acme/x', repository: 'pets' } as const
    expect(namedRepository({ ...azure, project: ' ' })).toBeNull()
    expect(namedRepository({ ...azure, project: 'shop' })).toEqual({ organisation: 'acme', project: 'shop', name: 'pets' })
  })

  it('falls with the organisation that it lies in, and the branch with the repository', () => {
    const chosen = send(withBranch(found(), 'found'), { kind: 'branch-entered', branch: 'next', entry: 'taken' })
    const other = send(chosen, { kind: 'repository-entered', repository: 'orders', entry: 'taken' })
    expect(other).toMatchObject({ organisation: 'acme', branch: null, branchCheck: { kind: 'idle' } })
    expect(send(other, { kind: 'organisation-entered', organisation: 'umbrella', entry: 'typed' })).toMatchObject({
      repository: '',
      repositoryCheck: { kind: 'idle' },
    })
  })

  const gates: [string, CloudState, string][] = [
    ['nothing', signedIn(), 'missing'],
    ['a name being checked', named(), 'wait'],
    ['a known branch', withBranch(found(), 'found'), 'ready'],
    ['a branch nobody lists', withBranch(found(), 'not-listed'), 'refused'],
    ['more branches than can be looked through', withBranch(found(), 'unknown'), 'ready'],
    [
      'an archived repository, which is advice only',
      withBranch(found({ archived: true, writeAccess: 'no' }), 'found'),
      'ready',
    ],
    ['a repository without commits', found({ empty: true, defaultBranch: null }), 'ready'],
    ['a first branch that Git takes no name for', firstBranch('a..b'), 'refused'],
    ['a host that tells neither', withBranch(found({ empty: null, defaultBranch: null }), 'not-listed'), 'ready'],
  ]
  it.each(gates)('with %s', (_name, state, kind) => {
    expect(gateOf(state, 'repository').kind).toBe(kind)
  })

  it('preselects the default branch, or what a first commit makes', () => {
    expect(meantBranch(found())).toBe('main')
    expect(meantBranch(found({ defaultBranch: 'trunk' }))).toBe('trunk')
    const empty = found({ empty: true, defaultBranch: null })
    expect(empty.branchCheck.kind).toBe('idle')
    expect(meantBranch(empty)).toBe('main')
    expect(isFirstBranch(empty)).toBe(true)
    expect(isFirstBranch(withBranch(found({ empty: null, defaultBranch: null }), 'found'))).toBe(false)
  })

  it('has its folders judged on the branch, or on none where there is no commit yet', () => {
    const walk = (state: CloudState) => send(state, { kind: 'next' }, { kind: 'next' }, { kind: 'next' }).directoriesCheck
    expect(walk(withBranch(found(), 'found'))).toMatchObject({ kind: 'running', request: { kind: 'hosted', branch: 'main' } })
    expect(walk(found({ empty: true, defaultBranch: null }))).toMatchObject({ request: { branch: null } })
  })
})

describe('connecting', () => {
  const running = () => send(readyToConnect(), { kind: 'connect', at: 5 })

  it('goes back to the repository that no longer passes', () => {
    const state = running()
    const check = { kind: 'already-connected', apiId: connection().apiId, apiName: 'Pets' } as const
    const refused = send(state, { kind: 'connect-event', ticket: state.ticket, event: { kind: 'repository-refused', check } })
    expect(refused).toMatchObject({ step: 'repository', attempt: { kind: 'none' }, repository: 'pets' })
    expect(gateOf(refused, 'repository')).toEqual({ kind: 'refused', what: 'repository' })
  })

  it('goes back to a branch that is not on the server any more', () => {
    const state = running()
    const event = { kind: 'branch-missing', branch: 'main' } as const
    const refused = send(state, { kind: 'connect-event', ticket: state.ticket, event })
    expect(refused).toMatchObject({ step: 'repository', branch: 'main' })
    expect(gateOf(refused, 'repository')).toEqual({ kind: 'refused', what: 'branch' })
  })

  it('takes no input while it runs', () => {
    const state = running()
    expect(transition(state, { kind: 'repository-entered', repository: 'x', entry: 'typed' })).toBe(state)
    expect(transition(state, { kind: 'host-chosen', host: 'gitlab' })).toBe(state)
  })
})

describe('moving between pages', () => {
  it('never loses input on the way back', () => {
    const inputs = ({ account, organisation, repository: name, branch: chosen, directories }: CloudState) => ({
      account,
      organisation,
      name,
      chosen,
      directories,
    })
    const start = readyToConnect()
    let state = start
    while (state.step !== 'host') {
      state = send(state, { kind: 'back' })
      expect(inputs(state)).toEqual(inputs(start))
    }
  })

  it('shows a page only when all before it are complete, whatever is chosen and typed', () => {
    const events = fc.oneof(
      fc.constantFrom<WizardEvent>(
        { kind: 'next' },
        { kind: 'back' },
        { kind: 'host-chosen', host: 'github' },
        { kind: 'host-chosen', host: 'azure-devops' },
        { kind: 'host-chosen', host: 'gitlab-self-managed' },
        { kind: 'account-chosen', account: ACCOUNT },
        { kind: 'accounts-known', accounts: [] },
        { kind: 'organisation-entered', organisation: 'acme', entry: 'typed' },
        { kind: 'repository-entered', repository: 'pets', entry: 'typed' },
        { kind: 'connect', at: 1 },
      ),
      fc.constantFrom(...stepsOf(signedIn()), 'domain' as const).map((step): WizardEvent => ({ kind: 'step-chosen', step })),
      fc.integer({ min: 1, max: 12 }).map(
        (ticket): WizardEvent => ({
          kind: 'repository-checked',
          ticket,
          result: { kind: 'answer', answer: { kind: 'accepted', repository: repository('pets') } },
        }),
      ),
    )
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (walk) => {
        let state: WizardState = INITIAL_STATE
        for (const event of walk) {
          const next = transition(state, event)
          const steps = stepsOf(next)
          expect(steps).toContain(next.step)
          if (next.step !== state.step && steps.indexOf(next.step) > stepsOf(state).indexOf(state.step)) {
            const before = steps.slice(0, steps.indexOf(next.step))
            expect(before.every((step) => gateOf(next, step).kind === 'ready')).toBe(true)
          }
          state = next
        }
      }),
    )
  })
})
