import { describe, expect, it } from 'vitest'
import { missingScopes, scopeNamedIn, scopesIn } from './github-scopes.ts'

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

describe('scopeNamedIn', () => {
  it.each([
    [
      'refusing to allow an OAuth App to create or update workflow `.github/workflows/a.yml` without `workflow` scope',
      'workflow',
    ],
    ['refusing to allow a Personal Access Token to create or update workflow without `workflow` scope', 'workflow'],
    ['pushed without thinking of the scope', null],
  ])('%s', (words, scope) => {
    expect(scopeNamedIn(words)).toBe(scope)
  })
})
