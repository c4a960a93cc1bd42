import type { HostKind } from '#shared/domain/host.ts'

const MONOGRAMS: Record<HostKind, string> = {
  github: 'GH',
  gitlab: 'GL',
  bitbucket: 'BB',
  'azure-devops': 'AZ',
  'github-enterprise-server': 'GH',
  'gitlab-self-managed': 'GL',
  'bitbucket-data-center': 'BB',
  'azure-devops-server': 'AZ',
}

/** Two letters that tell the hosts apart at a glance; the name beside them says the rest. */
export function HostMark({ host }: { host: HostKind }) {
  return (
    <span className="host-mark" aria-hidden="true">
      {MONOGRAMS[host]}
    </span>
  )
}
