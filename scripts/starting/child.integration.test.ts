import { describe, expect, it } from 'vitest'
import { exitCode, runChild } from './child.ts'

describe('a child', () => {
  it('hands on how it ended and what it said', async () => {
    const ended = await runChild(process.execPath, ['-e', 'process.stderr.write("why\\n"); process.exitCode = 7'])
    expect(ended).toMatchObject({ code: 7, signal: null, stopped: false, stderr: 'why\n' })
    expect(exitCode(ended)).toBe(7)
  })

  it('counts a signal as a shell does', () => {
    expect(exitCode({ code: null, signal: 'SIGKILL', stopped: false })).toBe(137)
    expect(exitCode({ code: null, signal: 'SIGINT', stopped: true })).toBe(130)
  })

  it('that does not exist rejects', async () => {
    await expect(runChild('/nowhere/electron', [])).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
