import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PUBLIC_ADDRESSES } from '../hosts/addresses.ts'
import { readCloudAddresses } from './cloud-addresses.ts'
import { startFailureLine } from './start-failure.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-addresses-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const read = (name: string) => readCloudAddresses({ env: { GRAFT_CLOUD_ADDRESSES: name }, workingFolder: folder })
const write = (content: unknown) => writeFile(join(folder, 'addresses.json'), JSON.stringify(content))

describe('the addresses of the cloud hosts', () => {
  it('are the public ones where nothing is said', async () => {
    expect(await readCloudAddresses({ env: {}, workingFolder: folder })).toEqual(PUBLIC_ADDRESSES)
  })

  it('are those of the file for the hosts that it names', async () => {
    await write({
      github: { web: 'https://acme.ghe.com/', api: 'https://api.acme.ghe.com' },
      gitlab: { web: 'http://127.0.0.1:4002' },
    })
    expect(await read('addresses.json')).toEqual({
      ...PUBLIC_ADDRESSES,
      github: { web: 'https://acme.ghe.com', api: 'https://api.acme.ghe.com' },
      gitlab: { web: 'http://127.0.0.1:4002' },
    })
  })

  it.each([
    ['plain HTTP', { gitlab: { web: 'http://gitlab.example.com' } }, /gitlab\.web: https, or http on this computer/],
    ['a name that only looks local', { gitlab: { web: 'http://localhost:4002' } }, /gitlab\.web/],
    ['a host without one of its addresses', { github: { web: 'https://acme.ghe.com' } }, /github\.api/],
    ['a host that there is not', { gitea: { web: 'https://gitea.example.com' } }, /gitea/],
    ['something else', [], /is not right/],
  ])('stop the start where the file says %s', async (_what, content, words) => {
    await write(content)
    await expect(read('addresses.json')).rejects.toThrow(words)
  })

  it('stop the start with a sentence that names the file', async () => {
    const error: unknown = await read('missing.json').catch((reason: unknown) => reason)
    expect(startFailureLine(error, folder)).toBe(
      `The file ${join(folder, 'missing.json')} that GRAFT_CLOUD_ADDRESSES names can't be read.`,
    )
    await writeFile(join(folder, 'broken.json'), '{')
    await expect(read('broken.json')).rejects.toThrow(/is not JSON\.$/)
  })
})
