import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogFile } from './log-file.ts'

describe('the log file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graft-log-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const open = (maxBytes: number) =>
    createLogFile({ file: join(folder, 'logs/graft.log'), maxBytes, keep: 2, now: () => new Date('2026-01-02T03:04:05Z') })

  it('holds one object per line, in order, without secrets', async () => {
    const log = open(1_000_000)
    log.info('started', { entry: 'desktop' })
    log.warn('odd', { url: 'https://u:geheim@git.example.com/' })
    log.error('failed', new Error('outer', { cause: new Error('token=geheim') }))
    await log.flush()
    const text = await readFile(join(folder, 'logs/graft.log'), 'utf8')
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => [line.level, line.message])).toEqual([
      ['info', 'started'],
      ['warn', 'odd'],
      ['error', 'failed'],
    ])
    expect(lines[0]).toMatchObject({ at: '2026-01-02T03:04:05.000Z', entry: 'desktop' })
    expect(text).not.toContain('geheim')
    expect(lines[2].error).toContain('caused by Error')
  })

  it('begins a new file in time and keeps a few old ones', async () => {
    const log = open(300)
    for (let number = 0; number < 40; number += 1) log.info(`line ${number}`)
    await log.flush()
    expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['graft.log', 'graft.log.1', 'graft.log.2'])
    expect((await stat(join(folder, 'logs/graft.log'))).size).toBeLessThanOrEqual(300)
    expect(await readFile(join(folder, 'logs/graft.log'), 'utf8')).toContain('line 39')
    expect(await readFile(join(folder, 'logs/graft.log.1'), 'utf8')).not.toContain('line 39')
  })

  it('never fails the work it tells of', async () => {
    await writeFile(join(folder, 'logs'), 'a file where the folder should be')
    const log = open(300)
    log.info('lost')
    await expect(log.flush()).resolves.toBeUndefined()
  })
})
