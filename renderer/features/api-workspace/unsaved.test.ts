import { describe, expect, it } from 'vitest'
import { ApiId } from '#shared/domain/ids.ts'
import type { Buffer } from './buffer.ts'
import { unsavedFiles } from './unsaved.ts'

const PETS = ApiId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b04')
const ORDERS = ApiId.parse('7d6f3a5e-5a34-4c1e-9b57-0c8f7d8a1b05')

function buffer(text: string): Buffer {
  return {
    kind: 'text',
    text,
    disk: { text: 'on disk', version: 'v1' },
    lineEnding: 'lf',
    readOnly: false,
    saving: { kind: 'idle' },
    elsewhere: null,
    setAside: [],
    restoredFrom: null,
  }
}

describe('unsavedFiles', () => {
  it('lists what was typed and what was kept from before, of this API only, each once', () => {
    const draft = { text: 'kept', base: null, keptAt: '2026-01-02T03:04:05.000Z' }
    const files = unsavedFiles(
      {
        buffers: new Map([
          [`${PETS}/schema/a/index.yaml`, buffer('typed')],
          [`${PETS}/schema/same.yaml`, buffer('on disk')],
          [`${ORDERS}/schema/index.yaml`, buffer('typed')],
        ]),
        kept: new Map([
          [`${PETS}/schema/a/index.yaml`, draft],
          [`${PETS}/collection/Pets.json`, draft],
        ]),
      },
      PETS,
    )
    expect(files).toEqual([
      { area: 'schema', path: 'a/index.yaml' },
      { area: 'collection', path: 'Pets.json' },
    ])
  })
})
