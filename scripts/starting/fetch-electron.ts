import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadArtifact } from '@electron/get'
import { z } from 'zod'

const PACKAGE = join(import.meta.dirname, '../../node_modules/electron')
/** Milliseconds without a single byte after which the download is given up. */
const SILENCE = 15_000

export type FetchOutcome = { kind: 'fetched' } | { kind: 'impossible'; reason: string }

interface Progress {
  transferred: number
  total: number | null
}

/**
 * Fetches the Electron that the package names into the package's cache, checked against the package's checksums, then lets the
 * package's own installer unpack it. Mirrors, caches and proxies are set by the same variables as for that installer.
 */
export async function fetchElectron(show: (line: string) => void): Promise<FetchOutcome> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), SILENCE)
  }
  const env = process.env
  if (env['HTTPS_PROXY'] || env['https_proxy']) env['ELECTRON_GET_USE_PROXY'] ??= 'true'
  try {
    await downloadArtifact({
      version: readJson(join(PACKAGE, 'package.json'), z.object({ version: z.string() })).version,
      artifactName: 'electron',
      platform: env['npm_config_platform'] ?? process.platform,
      arch: env['npm_config_arch'] ?? process.arch,
      checksums: readJson(join(PACKAGE, 'checksums.json'), z.record(z.string(), z.string())),
      ...(env['electron_config_cache'] ? { cacheRoot: env['electron_config_cache'] } : {}),
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: async (progress: Progress) => {
          heard()
          show(progressLine(progress))
        },
      },
    })
  } catch (error) {
    return { kind: 'impossible', reason: silence.signal.aborted ? 'its server does not answer' : whyNot(error) }
  } finally {
    clearTimeout(timer)
  }
  return unpack()
}

function progressLine({ transferred, total }: Progress): string {
  const done = Math.round(transferred / 1_000_000)
  if (total === null) return `Fetching Electron … ${done} MB`
  return `Fetching Electron … ${Math.floor((transferred / total) * 100)} % of ${Math.round(total / 1_000_000)} MB`
}

/** Unpacks what is in the cache by now. */
function unpack(): Promise<FetchOutcome> {
  const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8')
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      resolve(
        code === 0 ? { kind: 'fetched' } : { kind: 'impossible', reason: firstLine(output) || 'it could not be unpacked' },
      ),
    )
  })
}

/** Why a download failed, in a few words without addresses. */
export function whyNot(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its server can’t be found: this computer seems to be offline'
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'its server can’t be reached'
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'its server does not answer'
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection to its server broke'
    case 'ENOSPC':
      return 'there is no space left on the disk'
    default:
      return error instanceof Error ? withoutAddresses(firstLine(error.message)) : 'the download failed'
  }
}

function codeOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

function withoutAddresses(text: string): string {
  return text.replace(/\s*(?:for\s+)?https?:\/\/\S+/g, '')
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}

function readJson<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
