import { describe, expect, it } from 'vitest'
import { createSessions } from './sessions.ts'

describe('one-time tokens', () => {
  it('carry 256 bits and open one session', () => {
    const sessions = createSessions(() => 0, 1_000)
    const token = sessions.issueToken()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const session = sessions.exchange(token)
    expect(session).not.toBeNull()
    expect(sessions.isOpen(session ?? undefined)).toBe(true)
    expect(sessions.exchange(token)).toBeNull()
  })

  it('stop working after their time', () => {
    let now = 0
    const sessions = createSessions(() => now, 1_000)
    const token = sessions.issueToken()
    now = 1_001
    expect(sessions.exchange(token)).toBeNull()
  })

  it('stop working when a fresh one is given out, while sessions stay', () => {
    const sessions = createSessions(() => 0, 1_000)
    const session = sessions.exchange(sessions.issueToken())
    const older = sessions.issueToken()
    sessions.issueToken()
    expect(sessions.exchange(older)).toBeNull()
    expect(sessions.isOpen(session ?? undefined)).toBe(true)
  })

  it('are not sessions, and neither is anything made up', () => {
    const sessions = createSessions(() => 0, 1_000)
    expect(sessions.isOpen(sessions.issueToken())).toBe(false)
    expect(sessions.isOpen('')).toBe(false)
    expect(sessions.isOpen(undefined)).toBe(false)
  })
})
