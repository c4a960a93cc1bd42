import { describe, expect, it } from 'vitest'
import { missingScopes, scopesIn } from './github-scopes.ts'

describe('missingScopes', () => {
  it.each([
    ['repo, workflow', 'repo', []],
    ['repo', 'public_repo, repo', []],
    ['', 'public_repo, repo', ['repo']],
    ['repo', 'admin:gpg_key, write:gpg_key', ['admin:gpg_key', 'write:gpg_key']],
    ['repo', '', []],
    [undefined, 'repo', []],
    ['repo', undefined, []],
  ])('%s for %s lacks %j', (granted, accepted, missing) => {
    expect(missingScopes(scopesIn(granted), scopesIn(accepted))).toEqual(missing)
  })
})
