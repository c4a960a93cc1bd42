import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recallPlacement, rememberPlacement } from './placement-memory.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-window-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('remembers where the window was', async () => {
  const bounds = { x: 10, y: 20, width: 1000, height: 700 }
  await rememberPlacement(join(folder, 'window.json'), { getNormalBounds: () => bounds, isMaximized: () => true })
  expect(await recallPlacement(join(folder, 'window.json'))).toEqual({ bounds, maximized: true })
})

it.each(['', '{', '{"bounds":{"x":1}}', '{"bounds":{"x":0,"y":0,"width":-1,"height":1},"maximized":false}'])(
  'forgets %j',
  async (text) => {
    await writeFile(join(folder, 'window.json'), text)
    expect(await recallPlacement(join(folder, 'window.json'))).toBeNull()
  },
)

it('knows nothing at first', async () => {
  expect(await recallPlacement(join(folder, 'window.json'))).toBeNull()
})
