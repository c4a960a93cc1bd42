import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from './build-if-stale.ts'

describe('what was built from', () => {
  let root: string
  const now = () => fingerprint(root, ['src', 'absent'], ['package.json'])
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'graft-build-'))
    await mkdir(join(root, 'src/inner'), { recursive: true })
    await writeFile(join(root, 'src/inner/a.ts'), 'a')
    await writeFile(join(root, 'package.json'), '{}')
  })
  afterEach(() => rm(root, { recursive: true }))

  it('stays the same while nothing changes', () => {
    expect(now()).toBe(now())
  })

  it('differs after a change, a new name, or a changed setting', async () => {
    const seen = new Set([now()])
    await writeFile(join(root, 'src/inner/a.ts'), 'b')
    seen.add(now())
    await rename(join(root, 'src/inner/a.ts'), join(root, 'src/inner/b.ts'))
    seen.add(now())
    await writeFile(join(root, 'package.json'), '{"main":"x"}')
    seen.add(now())
    expect(seen.size).toBe(4)
  })

  it('does not count tests', async () => {
    const before = now()
    await writeFile(join(root, 'src/inner/a.test.ts'), 'test')
    expect(now()).toBe(before)
  })
})
