import { z } from 'zod'
import type { CloudHost } from '#shared/domain/host.ts'

const Address = z
  .url()
  .refine(isSafeAddress, 'https, or http on this computer')
  .transform((url) => url.replace(/\/+$/, ''))

/** Where the cloud hosts answer. Web addresses are also what their accounts and connections name as their domain. */
export const CloudAddresses = z.object({
  github: z.object({ web: Address, api: Address }),
  gitlab: z.object({ web: Address }),
  bitbucket: z.object({ web: Address, api: Address }),
  'azure-devops': z.object({
    web: Address,
    /** Profile and accounts of the person. */
    profile: Address,
    /** Microsoft Entra. */
    login: Address,
  }),
})
export type CloudAddresses = z.infer<typeof CloudAddresses>

/** The web addresses alone, by host. */
export function cloudDomains(addresses: CloudAddresses): Record<CloudHost, string> {
  return {
    github: addresses.github.web,
    gitlab: addresses.gitlab.web,
    bitbucket: addresses.bitbucket.web,
    'azure-devops': addresses['azure-devops'].web,
  }
}

/** Their public addresses (`Git hosts` in the hosts' REST documentation). */
export const PUBLIC_ADDRESSES: CloudAddresses = {
  github: { web: 'https://github.com', api: 'https://api.github.com' },
  gitlab: { web: 'https://gitlab.com' },
  bitbucket: { web: 'https://bitbucket.org', api: 'https://api.bitbucket.org/2.0' },
  'azure-devops': {
    web: 'https://dev.azure.com',
    profile: 'https://app.vssps.visualstudio.com',
    login: 'https://login.microsoftonline.com',
  },
}

/** Secrets go to these addresses: plain HTTP is only for a server on this very computer. */
function isSafeAddress(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(hostname))
}
