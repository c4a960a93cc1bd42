import type { Session } from 'electron'

/** What a page may ask of the system. Everything that is not in this table is denied. */
const ALLOWED: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'Copying a commit id, a link or a connection report with its button.',
}

/** Whether a permission is granted, and only ever to the page with our own origin. */
export function mayUse(permission: string, origin: string, ownOrigin: string): boolean {
  return Object.hasOwn(ALLOWED, permission) && origin === ownOrigin
}

/** Installs both handlers: Chromium asks one when a page requests something and the other when it only looks. */
export function denyPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
  ownOrigin: string,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(mayUse(permission, originOf(details.requestingUrl), ownOrigin))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, originOf(origin), ownOrigin))
  session.setDevicePermissionHandler(() => false)
}

/** An address as `scheme://host[:port]`. `URL.origin` is `null` for schemes that browsers do not know, such as ours. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
