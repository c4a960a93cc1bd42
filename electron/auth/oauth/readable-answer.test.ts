import { describe, expect, it } from 'vitest'
import { readableAnswer } from './readable-answer.ts'

const context = { domain: 'https://git.example', now: new Date('2026-01-01T00:00:00Z') }
const answer = (status: number, body: string, contentType: string, headers: Record<string, string> = {}) =>
  readableAnswer(new Response(body, { status, headers: { 'content-type': contentType, ...headers } }), context)
const read = async (made: Promise<Response>) => {
  const { status, headers, text } = await made.then(async (each) => ({
    status: each.status,
    headers: each.headers,
    text: await each.text(),
  }))
  return { status, challenge: headers.get('www-authenticate'), body: text === '' ? null : JSON.parse(text) }
}
const JSON_TYPE = 'application/json; charset=utf-8'
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=utf-8'

describe('an answer of a token endpoint', () => {
  it.each<[string, number, string, string, unknown]>([
    [
      'a refusal with 200',
      200,
      '{"error":"bad_verification_code"}',
      JSON_TYPE,
      { status: 400, body: { error: 'bad_verification_code' } },
    ],
    [
      'a form',
      200,
      'access_token=a&scope=repo%2Cgist&token_type=bearer',
      FORM_TYPE,
      { status: 200, body: { access_token: 'a', scope: 'repo,gist', token_type: 'bearer' } },
    ],
    [
      'a refusal as a form',
      200,
      'error=slow_down&interval=10',
      FORM_TYPE,
      { status: 400, body: { error: 'slow_down', interval: '10' } },
    ],
    ['a form called text', 200, 'access_token=a&token_type=bearer', 'text/plain', { status: 200, body: { access_token: 'a' } }],
    [
      'scopes for scope',
      200,
      '{"access_token":"a","scopes":"account","token_type":"bearer"}',
      JSON_TYPE,
      { body: { scope: 'account' } },
    ],
    [
      'a list of scopes',
      200,
      '{"access_token":"a","scope":["api","x"]}',
      JSON_TYPE,
      { body: { scope: 'api x', token_type: 'bearer' } },
    ],
    ['no rights at all', 200, '{"access_token":"a","scope":""}', JSON_TYPE, { body: { scope: '' } }],
    ['numbers as text', 200, '{"access_token":"a","expires_in":"7200"}', JSON_TYPE, { body: { expires_in: 7200 } }],
    ['nothing said after a revocation', 200, '', 'text/plain', { status: 200, body: null }],
    [
      'a refusal with its status',
      401,
      '{"error":"invalid_client"}',
      JSON_TYPE,
      { status: 401, body: { error: 'invalid_client' } },
    ],
  ])('%s', async (_what, status, body, contentType, expected) => {
    expect(await read(answer(status, body, contentType))).toMatchObject(expected as object)
  })

  it('leaves out empty fields and challenges that would hide the error', async () => {
    const { body } = await read(answer(200, '{"access_token":"a","refresh_token":"","expires_in":null}', JSON_TYPE))
    expect(body).toEqual({ access_token: 'a', token_type: 'bearer' })
    const refused = answer(401, '{"error":"unauthorized_client"}', JSON_TYPE, { 'www-authenticate': 'Basic realm="x"' })
    expect(await read(refused)).toMatchObject({ challenge: null, body: { error: 'unauthorized_client' } })
  })

  it.each(['0', '-1', '1e300', '"soon"', '"Infinity"'])(
    'has no end where it names one that no clock knows: the token is taken, not lost (%s)',
    async (end) => {
      const { body } = await read(answer(200, `{"access_token":"a","expires_in":${end}}`, JSON_TYPE))
      expect(body).toEqual({ access_token: 'a', token_type: 'bearer' })
    },
  )

  it.each(['1e300', 'soon', '-5'])('is a limit without a known end where that end is none (%s)', async (after) => {
    await expect(answer(429, 'Retry later', 'text/plain', { 'retry-after': after })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      data: { retryAt: null },
    })
  })

  it('is no answer where it is a page, a failure of the server or a limit', async () => {
    await expect(answer(200, '<html><a href="?a=b">', 'text/html')).rejects.toMatchObject({ code: 'REMOTE_FAILED' })
    await expect(answer(502, 'Bad gateway', 'text/plain')).rejects.toMatchObject({ data: { status: 502 } })
    await expect(answer(500, '{"message":"oops"}', JSON_TYPE)).rejects.toMatchObject({ data: { status: 500 } })
    await expect(answer(302, '', 'text/html')).rejects.toMatchObject({ data: { status: 302 } })
    await expect(answer(429, 'Retry later', 'text/plain', { 'retry-after': '60' })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      data: { retryAt: '2026-01-01T00:01:00.000Z' },
    })
  })
})
