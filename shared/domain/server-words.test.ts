import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyWords, serverWords } from './server-words.ts'

describe('serverWords', () => {
  it.each([
    ['remote: denied\nremote: by rule\n', 'denied\nby rule'],
    ['\u001b[31mred\u001b[0m\u0007 alert', 'red  alert'],
    ['see https://me:pw@host/a', 'see https://host/a'],
    ['Authorization: Basic abcdef', 'Authorization: …'],
    ['<!DOCTYPE html><title>Sign in</title>', null],
    ['  \n ', null],
  ])('%j becomes %j', (text, expected) => {
    expect(serverWords(text)).toBe(expected)
  })

  it('keeps no secret and no control character', () => {
    const secret = fc.string({ minLength: 8, maxLength: 30, unit: 'grapheme-ascii' }).filter((text) => /^\S+$/.test(text))
    fc.assert(
      fc.property(secret, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (token, before, after) => {
        const words = serverWords(`${before}${token}${after} ${encodeURIComponent(token)}`, [token]) ?? ''
        expect(words).not.toContain(token)
        expect([...words].every((c) => c === '\n' || c.charCodeAt(0) >= 0x20)).toBe(true)
      }),
    )
  })
})

describe('bodyWords', () => {
  it.each([
    ['application/json; charset=utf-8', '{"message":"Bad credentials"}', 'Bad credentials'],
    ['application/json', '{"errors":[{"context":null,"message":"No such repository."}]}', 'No such repository.'],
    ['application/json', '{"error":"invalid_token","error_description":"Token was revoked."}', 'Token was revoked.'],
    [
      'application/json',
      '{"message":"Validation Failed","errors":[{"message":"No commits"}]}',
      'Validation Failed\nNo commits',
    ],
    ['application/json', '{"message":{"base":["Already exists"],"title":["is blank"]}}', 'Already exists\ntitle: is blank'],
    ['application/json', '{"type":"error","error":{"message":"Gone","detail":{"x":["y"]}}}', 'Gone'],
    ['application/json', 'not json', 'not json'],
    ['text/html', '<p>hello</p>', null],
    ['text/plain', 'Repository not found.\n', 'Repository not found.'],
    [undefined, 'words', 'words'],
  ])('%s %s', (type, body, expected) => {
    expect(bodyWords(type, body)).toBe(expected)
  })
})
