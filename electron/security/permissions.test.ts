import { describe, expect, it } from 'vitest'
import { denyPermissions, mayUse, originOf } from './permissions.ts'

const OWN = 'app://graft'

describe('permissions', () => {
  it('grants sanitised clipboard writes to our own page only', () => {
    expect(mayUse('clipboard-sanitized-write', OWN, OWN)).toBe(true)
    expect(mayUse('clipboard-sanitized-write', 'https://example.com', OWN)).toBe(false)
  })

  it.each([
    'clipboard-read',
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'fullscreen',
    'usb',
    'toString',
    'constructor',
  ])('denies %s', (permission) => {
    expect(mayUse(permission, OWN, OWN)).toBe(false)
  })

  it('answers requests, checks and devices alike', () => {
    const handlers: { request?: unknown; check?: unknown; device?: unknown } = {}
    type Session = Parameters<typeof denyPermissions>[0]
    type Request = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
    type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
    let request: Request | null = null
    let check: Check | null = null
    denyPermissions(
      {
        setPermissionRequestHandler: (handler) => {
          request = handler
        },
        setPermissionCheckHandler: (handler) => {
          check = handler
        },
        setDevicePermissionHandler: (handler) => {
          handlers.device = handler
        },
      },
      OWN,
    )
    const answers: boolean[] = []
    const ask = (permission: string, requestingUrl: string) =>
      (request as unknown as (c: null, p: string, a: (ok: boolean) => void, d: object) => void)(
        null,
        permission,
        (granted) => answers.push(granted),
        { requestingUrl },
      )
    ask('clipboard-sanitized-write', 'app://graft/')
    ask('clipboard-sanitized-write', 'https://example.com/')
    ask('geolocation', 'app://graft/')
    expect(answers).toEqual([true, false, false])
    const look = check as unknown as (c: null, p: string, origin: string) => boolean
    expect(look(null, 'clipboard-sanitized-write', 'app://graft/')).toBe(true)
    expect(look(null, 'media', 'app://graft/')).toBe(false)
    expect((handlers.device as () => boolean)()).toBe(false)
  })

  it('reads origins of schemes that browsers do not know', () => {
    expect(originOf('app://graft/index.html')).toBe('app://graft')
    expect(originOf('app://graft.example/')).toBe('app://graft.example')
    expect(originOf('nothing')).toBe('')
  })
})
