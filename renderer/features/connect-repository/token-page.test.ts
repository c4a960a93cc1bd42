import { describe, expect, it } from 'vitest'
import { tokenPage } from './token-page.ts'

describe('tokenPage', () => {
  it.each([
    ['github-enterprise-server', 'https://ghe.test', 'https://ghe.test/settings/tokens'],
    ['gitlab-self-managed', 'https://git.test:8443/', 'https://git.test:8443/-/user_settings/personal_access_tokens'],
    [
      'bitbucket-data-center',
      'https://tools.test/bitbucket',
      'https://tools.test/bitbucket/plugins/servlet/access-tokens/manage',
    ],
    ['azure-devops-server', 'https://tfs.test/tfs/', 'https://tfs.test/tfs/_usersSettings/tokens'],
  ] as const)('%s on %s', (host, domain, page) => expect(tokenPage(host, domain)).toBe(page))
})
