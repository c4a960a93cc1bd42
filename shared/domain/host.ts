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
