import type { CustomScheme, Protocol } from 'electron'
import { readPageFile } from './page-files.ts'

/** The window's own address. A scheme of its own, unlike `file://`, has an origin and reaches nothing but the built window. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'graft'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** What has to be registered before the app is ready (`protocol.registerSchemesAsPrivileged` in Electron's documentation). */
export const APP_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

/** Serves the built window in `pageFolder` under `app://graft/`. */
export function serveAppProtocol(protocol: Pick<Protocol, 'handle'>, pageFolder: string): void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(pageFolder, request))
}

/** The answer to one request of the scheme: the file with its policy, or an empty refusal. */
export async function answerAppRequest(pageFolder: string, request: Pick<Request, 'url' | 'method'>): Promise<Response> {
  const url = new URL(request.url)
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return refusal(403)
  if (request.method !== 'GET') return refusal(405)
  const file = await readPageFile(pageFolder, url.pathname, { kind: 'app-scheme' })
  switch (file.kind) {
    case 'found':
      return new Response(file.body, { headers: file.headers })
    case 'missing':
      return refusal(404)
    case 'refused':
      return refusal(403)
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } })
}
