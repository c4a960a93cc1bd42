import { describe, expect, it } from 'vitest'
import { remoteLabel } from './remote-label.ts'

describe('remoteLabel', () => {
  it.each([
    ['https://git.acme.test/acme/pets.git', 'git.acme.test/acme/pets'],
    ['https://lin@git.acme.test/acme/pets', 'git.acme.test/acme/pets'],
    ['ssh://git@git.acme.test:2222/acme/pets.git', 'git.acme.test/acme/pets'],
    ['git@git.acme.test:acme/sub/pets.git', 'git.acme.test/acme/sub/pets'],
  ])('%s', (url, label) => {
    expect(remoteLabel({ domain: 'https://git.acme.test', remote: { name: 'origin', url } })).toBe(label)
  })
})
