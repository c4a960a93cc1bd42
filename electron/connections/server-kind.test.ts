import { describe, expect, it } from 'vitest'
import { guessServerKind } from './server-kind.ts'

const answer = (path: string, status: number, headers: Record<string, string> = {}) => ({ path, status, headers })
const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' }

describe('the kind of a server', () => {
  it.each([
    [[answer('/', 302, { 'x-github-request-id': '1' })], 'github-enterprise-server'],
    [[answer('/', 404), answer('/api/v3/meta', 200, JSON_TYPE)], 'github-enterprise-server'],
    [[answer('/', 302, { 'x-gitlab-meta': '{}' })], 'gitlab-self-managed'],
    [[answer('/api/v4/version', 401, JSON_TYPE)], 'gitlab-self-managed'],
    [[answer('/', 401, { 'x-tfs-processid': '1' })], 'azure-devops-server'],
    [[answer('/', 401, { 'x-vss-e2eid': '1' })], 'azure-devops-server'],
    [[answer('/rest/api/1.0/application-properties', 200, JSON_TYPE)], 'bitbucket-data-center'],
    [[answer('/', 200, { server: 'nginx' }), answer('/api/v3/meta', 200, { 'content-type': 'text/html' })], null],
    [[], null],
  ])('that answers %j is %s', (answers, kind) => {
    expect(guessServerKind(answers)).toBe(kind)
  })
})
