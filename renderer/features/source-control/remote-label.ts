import type { Connection } from '#shared/domain/connection.ts'

/** Server and repository without scheme and `.git`, as people name it: `git.acme.test/acme/pets`. */
export function remoteLabel({ domain, remote }: Pick<Connection, 'domain' | 'remote'>): string {
  const host = new URL(domain).host
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(remote.url)
  const path = scp?.[2] ?? (URL.canParse(remote.url) ? new URL(remote.url).pathname : remote.url)
  return `${host}/${path.replace(/^\/+/, '').replace(/\.git\/?$/, '')}`
}
