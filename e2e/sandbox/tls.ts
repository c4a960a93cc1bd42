import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** PEM texts of one server: its key, its certificate, and the authority that signed it. */
export interface ServerCertificate {
  key: string
  certificate: string
  authority: string
}

/** Makes an authority and a certificate for `127.0.0.1` (or another name) with the installed `openssl`, in `folder`. */
export function makeServerCertificate(
  folder: string,
  name: { ip: string } | { dns: string } = { ip: '127.0.0.1' },
): ServerCertificate {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const subject = 'ip' in name ? `IP:${name.ip}` : `DNS:${name.dns}`
  writeFileSync(join(folder, 'extensions.txt'), `subjectAltName=${subject}\n`)
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Sandbox authority')
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=sandbox')
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
    ...['-out', 'server.pem', '-days', '2', '-extfile', 'extensions.txt'],
  )
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  return { key: read('server.key'), certificate: read('server.pem'), authority: read('ca.pem') }
}
