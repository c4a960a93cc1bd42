import { expect, it } from 'vitest'
import { readDroppedFile } from './read-dropped-file.ts'

it('reads UTF-8 with and without a byte-order mark', async () => {
  expect(await readDroppedFile(new Blob(['openapi: 3.0.0']))).toBe('openapi: 3.0.0')
  expect(await readDroppedFile(new Blob([new Uint8Array([0xef, 0xbb, 0xbf]), 'ä']))).toBe('ä')
})
it('does not take other bytes for text', async () => {
  expect(await readDroppedFile(new Blob([new Uint8Array([0xff, 0xfe, 0x41])]))).toBeNull()
  expect(await readDroppedFile(new Blob(['a\u0000b']))).toBeNull()
})
