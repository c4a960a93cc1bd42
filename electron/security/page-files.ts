import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { contentPolicy, type PolicySource, PROTECTIVE_HEADERS } from './content-policy.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Stands in the built page wherever the nonce of a response belongs; `electron.vite.config.ts` puts it there. */
export const NONCE_PLACEHOLDER = 'graft-csp-nonce'
/** Tells the page that it reaches the host through a WebSocket; without it the page asks the preload for a port. */
const SOCKET_MARK = '<meta name="graft-carrier" content="socket" />'

export type PageFile =
  | { kind: 'found'; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }
  | { kind: 'missing' }
  /** The address is malformed, leaves the folder, or is of a type that is not served. */
  | { kind: 'refused' }

/**
 * Reads one file of the built window below `root`. `urlPath` is the path of the address as it came in, still percent-encoded.
 * Links are resolved before the place is judged, and places are compared as relative paths, so neither `..`, nor its encoded
 * forms, nor a link, nor a sibling folder with the same beginning leads out.
 */
export async function readPageFile(root: string, urlPath: string, source: PolicySource): Promise<PageFile> {
  const name = safeRelativePath(urlPath)
  if (name === null) return { kind: 'refused' }
  const type = TYPES[extname(name).toLowerCase()]
  if (type === undefined) return { kind: 'refused' }
  const file = await existing(join(root, name))
  if (file === null) return { kind: 'missing' }
  if (!isInside((await existing(root)) ?? root, file)) return { kind: 'refused' }

  const nonce = randomBytes(16).toString('base64')
  const headers = {
    ...PROTECTIVE_HEADERS,
    'Content-Type': type,
    'Content-Security-Policy': contentPolicy(source, nonce),
    // Built files other than pages carry a hash of their content in their names.
    'Cache-Control': name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
  }
  const content = await readFile(file)
  const body = extname(name) === '.html' ? Buffer.from(preparePage(content.toString('utf8'), nonce, source)) : content
  return { kind: 'found', headers, body: new Uint8Array(body) }
}

/** The decoded path below the root with forward slashes, or null where it could lead elsewhere. `/` is the page itself. */
export function safeRelativePath(urlPath: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  const path = decoded.replace(/^\//, '')
  if (path === '') return 'index.html'
  const parts = path.split('/')
  const harmless = parts.every((part) => /^[A-Za-z0-9_@.-]+$/.test(part) && !part.startsWith('.'))
  return harmless ? path : null
}

function preparePage(html: string, nonce: string, source: PolicySource): string {
  const page = html.replaceAll(NONCE_PLACEHOLDER, nonce)
  return source.kind === 'browser-host' ? page.replace('<head>', `<head>${SOCKET_MARK}`) : page
}

async function existing(path: string): Promise<string | null> {
  try {
    return await realpath(path)
  } catch {
    return null
  }
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
