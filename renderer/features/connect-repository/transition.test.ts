import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CloneCheck } from '#shared/contract/connections.ts'
import { canShow, gateOf } from './gates.ts'
import {
  accepted,
  connection,
  DOMAIN,
  FOLDER,
  OTHER_FOLDER,
  play,
  REMOTE,
  readyToConnect,
  step,
  throughDomain,
  toFolders,
  usable,
} from './machine-fixtures.ts'
import { INITIAL_STATE, ON_PREMISES_STEPS, type OnPremisesState, somethingEntered, stepsOf } from './state.ts'
import { transition } from './transition.ts'

describe('domain and folder', () => {
  it('takes no domain before a host is chosen, and asks about it as soon as it is typed', () => {
    expect(transition(INITIAL_STATE, { kind: 'domain-typed', domain: 'git.acme.test' })).toBe(INITIAL_STATE)
    const chosen = step(INITIAL_STATE, { kind: 'host-chosen', host: 'gitlab-self-managed' })
    expect(chosen.domainCheck).toEqual({ kind: 'idle' })
    expect(step(chosen, { kind: 'domain-typed', domain: 'git.acme.test' }).domainCheck).toMatchObject({
      kind: 'running',
      request: { host: 'gitlab-self-managed', domain: 'git.acme.test' },
    })
  })

  it('drops the answer to an older question', () => {
    const first = play({ kind: 'host-chosen', host: 'gitlab-self-managed' }, { kind: 'domain-typed', domain: 'a.test' })
    const second = transition(first, { kind: 'domain-typed', domain: 'b.test' })
    const late = transition(second, {
      kind: 'domain-checked',
      ticket: first.ticket,
      result: { kind: 'answer', answer: { kind: 'not-an-address' } },
    })
    expect(late).toBe(second)
  })

  it('holds the clone against the new domain when the domain changes', () => {
    const changed = step(throughDomain(), { kind: 'domain-typed', domain: 'other.test' })
    expect(changed.cloneCheck).toEqual({ kind: 'idle' })
    expect(changed.folder).toEqual(FOLDER)
    expect(gateOf(changed, 'domain')).toEqual({ kind: 'wait', for: 'domain' })
  })

  it('holds the clone against the new host kind when it changes', () => {
    const changed = step(throughDomain(), { kind: 'host-chosen', host: 'azure-devops-server' })
    expect(changed.domainCheck.kind).toBe('running')
    expect(changed.cloneCheck.kind).toBe('idle')
  })

  it('takes a suggested domain together with its kind of host', () => {
    const taken = transition(throughDomain(), {
      kind: 'domain-taken',
      domain: 'https://ghe.test',
      host: 'github-enterprise-server',
    })
    expect(taken).toMatchObject({ domain: 'https://ghe.test', host: 'github-enterprise-server', remote: null })
  })

  it('forgets the chosen remote with the folder it belonged to', () => {
    const chosen = transition(throughDomain(), { kind: 'remote-chosen', remote: 'upstream' })
    const picked = step(chosen, { kind: 'folder-picked', folder: OTHER_FOLDER })
    expect(picked.cloneCheck).toMatchObject({ kind: 'running', request: { folder: OTHER_FOLDER, remote: null } })
  })

  it('keeps a sign-in that the newly checked clone offers too, and drops one it does not', () => {
    const ready = transition(throughDomain({ signIn: ['token', 'credential-helper'] }), {
      kind: 'sign-in-chosen',
      signIn: 'credential-helper',
    })
    const again = transition(ready, { kind: 'clone-recheck' })
    const answer = (signIn: ('token' | 'credential-helper' | 'ssh')[]) =>
      step(again, {
        kind: 'clone-checked',
        ticket: again.ticket,
        result: { kind: 'answer', answer: accepted({ signIn }) },
      })
    expect(answer(['token', 'credential-helper']).signIn).toBe('credential-helper')
    expect(answer(['ssh']).signIn).toBe('ssh')
  })

  it('lets an SSH remote through where the server does not answer over HTTP', () => {
    const unreachable = { kind: 'unreachable', domain: DOMAIN, reason: 'refused' } as const
    expect(gateOf(throughDomain({ signIn: ['ssh'] }, unreachable), 'domain')).toEqual({ kind: 'ready' })
    expect(gateOf(throughDomain({ signIn: ['token'] }, unreachable), 'domain')).toEqual({
      kind: 'refused',
      what: 'unreachable',
    })
  })

  const refusals: CloneCheck[] = [
    { kind: 'subfolder', root: OTHER_FOLDER },
    { kind: 'inside-git-folder', root: null },
    { kind: 'bare' },
    { kind: 'not-a-repository' },
    { kind: 'not-a-folder' },
    { kind: 'missing' },
    { kind: 'no-permission' },
    { kind: 'unsupported', feature: 'sha256' },
    { kind: 'broken', detail: 'HEAD' },
    { kind: 'detached', commit: 'a'.repeat(40) },
    { kind: 'no-remote' },
    { kind: 'other-remote', origin: null, candidates: [REMOTE] },
    { kind: 'other-domain', remotes: [REMOTE], suggestion: null },
    { kind: 'already-connected', apiId: connection().apiId, apiName: 'Pets' },
  ]
  it.each(refusals)('stays on the page when the clone is refused as $kind', (refusal) => {
    const asked = transition(throughDomain(), { kind: 'clone-recheck' })
    const refused = transition(asked, {
      kind: 'clone-checked',
      ticket: asked.ticket,
      result: { kind: 'answer', answer: refusal },
    })
    expect(gateOf(refused, 'domain')).toEqual({ kind: 'refused', what: 'clone' })
    expect(transition(refused, { kind: 'next' })).toBe(refused)
  })
})

describe('sign-in', () => {
  const atToken = () => {
    const there = step(throughDomain({ signIn: ['token'] }), { kind: 'next' })
    expect(there.step).toBe('sign-in')
    return there
  }
  const described = (state: OnPremisesState, kept: boolean) =>
    step(state, {
      kind: 'token-checked',
      ticket: state.ticket,
      result: { kind: 'answer', answer: { kept, storage: 'protected', username: kept ? 'lin' : null } },
    })

  it('wants a token where none is kept', () => {
    const there = described(atToken(), false)
    expect(gateOf(there, 'sign-in')).toEqual({ kind: 'missing', what: 'token' })
    const typed = transition(there, { kind: 'token-typed', username: '', secret: 'abc' })
    expect(gateOf(typed, 'sign-in')).toEqual({ kind: 'ready' })
  })

  it('uses the kept token unless another one is wanted', () => {
    const there = described(atToken(), true)
    expect(there.token).toEqual({ kind: 'kept' })
    const another = step(there, { kind: 'new-token-wanted' })
    expect(another.token).toEqual({ kind: 'new', username: 'lin', secret: '' })
    expect(step(another, { kind: 'kept-token-used' }).token).toEqual({ kind: 'kept' })
  })

  it('never claims a kept token that is not there', () => {
    const there = described(atToken(), false)
    expect(transition(there, { kind: 'kept-token-used' })).toBe(there)
  })

  it('keeps a token being typed when the description arrives late', () => {
    const typed = step(atToken(), { kind: 'token-typed', username: 'lin', secret: 'abc' })
    expect(described(typed, true).token).toEqual({ kind: 'new', username: 'lin', secret: 'abc' })
  })
})

describe('folders', () => {
  it('asks on arrival and again with each change, at once for both fields', () => {
    const there = toFolders()
    expect(there.directoriesCheck.kind).toBe('running')
    const typed = transition(there, { kind: 'directory-typed', which: 'schema', directory: 'api' })
    expect(typed.directoriesCheck).toMatchObject({
      kind: 'running',
      request: { directories: { schema: 'api', collection: '' } },
    })
    expect(gateOf(typed, 'folders')).toEqual({ kind: 'wait', for: 'directories' })
  })

  it('goes on only when both are usable', () => {
    const there = toFolders()
    const answer = (schema: Parameters<typeof usable>[0]) =>
      transition(there, {
        kind: 'directories-checked',
        ticket: there.ticket,
        result: { kind: 'answer', answer: usable(schema) },
      })
    expect(gateOf(answer(null), 'folders')).toEqual({ kind: 'ready' })
    expect(gateOf(answer({ kind: 'absolute' }), 'folders')).toEqual({ kind: 'refused', what: 'directories' })
  })
})

describe('connecting', () => {
  const running = () => step(readyToConnect(), { kind: 'connect', at: 5 })

  it('starts only when every page is complete', () => {
    expect(transition(toFolders(), { kind: 'connect', at: 5 }).attempt).toEqual({ kind: 'none' })
    expect(running()).toMatchObject({ step: 'connecting', attempt: { kind: 'running', startedAt: 5 } })
  })

  it('follows the stages and names the one that failed', () => {
    const staged = transition(running(), {
      kind: 'connect-event',
      ticket: running().ticket,
      event: { kind: 'stage', stage: 'fetch', done: 3, total: 9, unit: 'bytes' },
    })
    const failed = transition(staged, {
      kind: 'connect-failed',
      ticket: staged.ticket,
      trouble: { kind: 'failure', failure: { code: 'DISK_FULL', data: {} } },
    })
    expect(failed.attempt).toMatchObject({ kind: 'failed', stage: 'fetch' })
    const back = transition(failed, { kind: 'back' })
    expect(back).toMatchObject({ step: 'review', attempt: { kind: 'none' }, token: running().token })
  })

  it('ignores reports of an attempt that was cancelled', () => {
    const { ticket } = running()
    const cancelled = transition(running(), { kind: 'connect-cancelled' })
    expect(cancelled.attempt).toEqual({ kind: 'cancelled', ticket, stage: 'check' })
    const stage = { kind: 'stage', stage: 'read', done: 0, total: null, unit: null } as const
    expect(transition(cancelled, { kind: 'connect-event', ticket, event: stage })).toBe(cancelled)
    expect(transition(cancelled, { kind: 'connect-failed', ticket, trouble: { kind: 'bug', error: new Error('late') } })).toBe(
      cancelled,
    )
  })

  it('admits that it is connected where cancelling came too late', () => {
    const { ticket } = running()
    const cancelled = transition(running(), { kind: 'connect-cancelled' })
    const event = { kind: 'connected', connection: connection() } as const
    expect(transition(cancelled, { kind: 'connect-event', ticket, event }).attempt.kind).toBe('connected')
  })

  it('says so when the API turns out to be connected, whatever was said before', () => {
    const cancelled = transition(running(), { kind: 'connect-cancelled' })
    const found = { kind: 'connection-found', connection: connection() } as const
    for (const state of [cancelled, running(), toFolders()]) {
      expect(transition(state, found)).toMatchObject({ step: 'connecting', attempt: { kind: 'connected' } })
    }
  })

  it('takes no input while it runs, and none once connected', () => {
    const state = running()
    expect(transition(state, { kind: 'domain-typed', domain: 'x.test' })).toBe(state)
    expect(transition(state, { kind: 'back' })).toBe(state)
    const connected = step(state, {
      kind: 'connect-event',
      ticket: state.ticket,
      event: { kind: 'connected', connection: connection() },
    })
    expect(connected.token).toEqual({ kind: 'new', username: '', secret: '' })
    expect(transition(connected, { kind: 'back' })).toBe(connected)
    expect(somethingEntered(connected)).toBe(false)
  })

  it('goes back to the page that no longer passes', () => {
    const state = running()
    const clone = transition(state, {
      kind: 'connect-event',
      ticket: state.ticket,
      event: { kind: 'refused', check: { kind: 'missing' } },
    })
    expect(clone).toMatchObject({ step: 'domain', folder: FOLDER, cloneCheck: { answer: { kind: 'missing' } } })
    const folders = transition(state, {
      kind: 'connect-event',
      ticket: state.ticket,
      event: { kind: 'directories-refused', ...usable({ kind: 'ignored' }) },
    })
    expect(folders.step).toBe('folders')
    expect(gateOf(folders, 'folders')).toEqual({ kind: 'refused', what: 'directories' })
  })
})

describe('moving between pages', () => {
  it('never loses input on the way back', () => {
    const inputs = ({ host, domain, folder, remote, signIn, token, directories }: OnPremisesState) => ({
      host,
      domain,
      folder,
      remote,
      signIn,
      token,
      directories,
    })
    const start = readyToConnect()
    let state = start
    while (state.step !== 'host') {
      state = step(state, { kind: 'back' })
      expect(inputs(state)).toEqual(inputs(start))
    }
  })

  it('shows a page only when all before it are complete', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ON_PREMISES_STEPS),
        fc.constantFrom(INITIAL_STATE, throughDomain(), toFolders(), readyToConnect()),
        (wanted, state) => {
          const shown = transition(state, { kind: 'step-chosen', step: wanted })
          if (shown.step !== state.step) expect(canShow(state, wanted)).toBe(true)
          const steps = stepsOf(shown)
          const before = steps.slice(0, steps.indexOf(shown.step))
          expect(before.every((earlier) => gateOf(shown, earlier).kind === 'ready')).toBe(true)
        },
      ),
    )
  })

  it('asks before closing only when something was entered', () => {
    expect(somethingEntered(INITIAL_STATE)).toBe(false)
    expect(somethingEntered(play({ kind: 'host-chosen', host: 'gitlab-self-managed' }))).toBe(true)
  })
})
