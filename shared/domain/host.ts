import { z } from 'zod'

export const HOST_KINDS = [
  'github',
  'gitlab',
  'bitbucket',
  'azure-devops',
  'github-enterprise-server',
  'gitlab-self-managed',
  'bitbucket-data-center',
  'azure-devops-server',
] as const
export const HostKind = z.enum(HOST_KINDS)
export type HostKind = z.infer<typeof HostKind>

export const ON_PREMISES_HOSTS = [
  'github-enterprise-server',
  'gitlab-self-managed',
  'bitbucket-data-center',
  'azure-devops-server',
] as const satisfies readonly HostKind[]
export const OnPremisesHost = z.enum(ON_PREMISES_HOSTS)
export type OnPremisesHost = z.infer<typeof OnPremisesHost>

export const CLOUD_HOSTS = ['github', 'gitlab', 'bitbucket', 'azure-devops'] as const satisfies readonly HostKind[]
export const CloudHost = z.enum(CLOUD_HOSTS)
export type CloudHost = z.infer<typeof CloudHost>

/** Whether a kind of host is run by its maker for everybody, at an address that is known beforehand. */
export function isCloudHost(host: HostKind): host is CloudHost {
  return CloudHost.safeParse(host).success
}
