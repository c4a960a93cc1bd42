import { describe, expect, it } from 'vitest'
import { AnswerTooLarge } from '../../http/read-limited.ts'
import { fetchAvatar } from './fetch-avatar.ts'
import { imageKind, LARGEST_AVATAR } from './image-kind.ts'
import { networkPlace } from './network-place.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1])
const NAMES: Record<string, string[]> = {
  'git.example': ['93.184.216.34'],
  'gravatar.example': ['93.184.216.35'],
  'inside.example': ['10.1.2.3'],
  'rebound.example': ['93.184.216.36', '127.0.0.1'],
  'git.corp': ['10.0.0.1'],
  'avatars.corp': ['10.0.0.2'],
}

function network(answers: Record<string, Response>) {
  const asked: { url: string; authorization: string | undefined }[] = []
  return {
    asked,
    fetch: async (url: string, { headers }: { headers: Record<string, string> }) => {
      asked.push({ url, authorization: headers['authorization'] })
      return answers[url] ?? new Response(PNG)
    },
    lookup: async (hostname: string) =>
      /^[\d.:]+$/.test(hostname) ? [hostname] : (NAMES[hostname] ?? Promise.reject(new Error('no such name'))),
  }
}
const get = (url: string, net = network({}), own = ['https://git.example']) =>
  fetchAvatar({ url, ownAddresses: own, authorization: 'Bearer T' }, net)

describe('a picture', () => {
  it('of the host is asked for with the sign-in, of anybody else without', async () => {
    const net = network({})
    expect(await get('https://git.example/avatars/1', net)).toEqual(PNG)
    expect(await get('https://gravatar.example/1', net)).toEqual(PNG)
    expect(await get('https://git.example:8443/1', net)).toEqual(PNG)
    expect(net.asked.map(({ authorization }) => authorization)).toEqual(['Bearer T', undefined, undefined])
  })

  it('that has no end is not taken, and no bug', async () => {
    const endless = async () => {
      throw new AnswerTooLarge('more than any picture')
    }
    expect(await get('https://git.example/avatars/1', { ...network({}), fetch: endless })).toBeNull()
  })

  it('that is somewhere else loses the sign-in on the way', async () => {
    const moved = new Response(null, { status: 302, headers: { location: 'https://gravatar.example/1' } })
    const net = network({ 'https://git.example/1': moved })
    expect(await get('https://git.example/1', net)).toEqual(PNG)
    expect(net.asked).toEqual([
      { url: 'https://git.example/1', authorization: 'Bearer T' },
      { url: 'https://gravatar.example/1', authorization: undefined },
    ])
  })

  it.each([
    'http://127.0.0.1:8080/x',
    'http://[::1]/x',
    'https://inside.example/x',
    'https://rebound.example/x',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/x',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'nonsense',
  ])('is not looked for at %s', async (url) => {
    const net = network({})
    expect(await get(url, net)).toBeNull()
    expect(net.asked).toEqual([])
  })

  it('is not looked for in private networks by a redirect either', async () => {
    const moved = new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } })
    const net = network({ 'https://git.example/1': moved })
    expect(await get('https://git.example/1', net)).toBeNull()
    expect(net.asked).toHaveLength(1)
  })

  it('of a server in a private network may be in that network, but not on this computer', async () => {
    expect(await get('https://avatars.corp/1', network({}), ['https://git.corp'])).toEqual(PNG)
    expect(await get('http://127.0.0.1/1', network({}), ['https://git.corp'])).toBeNull()
  })

  it.each<[string, Response]>([
    [
      'a drawing that may hold scripts',
      new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { 'content-type': 'image/png' } }),
    ],
    ['too large', new Response(Buffer.concat([PNG, Buffer.alloc(LARGEST_AVATAR)]))],
    ['said to be too large', new Response(PNG, { headers: { 'content-length': String(LARGEST_AVATAR + 1) } })],
    ['not there', new Response(PNG, { status: 404 })],
  ])('that is %s is not taken', async (_what, answer) => {
    expect(await get('https://git.example/1', network({ 'https://git.example/1': answer }))).toBeNull()
  })

  it('that leads in circles is given up', async () => {
    const net = network({})
    net.fetch = async (url, { headers }) => {
      net.asked.push({ url, authorization: headers['authorization'] })
      return new Response(null, { status: 302, headers: { location: url } })
    }
    expect(await get('https://git.example/1', net)).toBeNull()
    expect(net.asked).toHaveLength(4)
  })
})

describe('what bytes are', () => {
  it.each([
    ['GIF89a......', 'image/gif'],
    ['\xff\xd8\xff\xe0........', 'image/jpeg'],
    ['RIFF....WEBP', 'image/webp'],
    ['RIFF....WAVE', null],
    ['<html>', null],
    ['', null],
  ])('%s: %s', (text, kind) => {
    expect(imageKind(Buffer.from(text, 'latin1'))).toBe(kind)
  })
})

describe('where an address leads', () => {
  it.each([
    ['127.0.0.1', 'this-computer'],
    ['0.0.0.0', 'this-computer'],
    ['::1', 'this-computer'],
    ['::ffff:127.0.0.1', 'this-computer'],
    ['::ffff:7f00:1', 'this-computer'],
    ['10.9.8.7', 'private'],
    ['172.31.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['169.254.169.254', 'private'],
    ['fd00::1', 'private'],
    ['fe80::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['not-an-address', 'private'],
    ['93.184.216.34', 'public'],
    ['2606:2800:220:1::1', 'public'],
  ])('%s: %s', (address, place) => {
    expect(networkPlace(address)).toBe(place)
  })
})
