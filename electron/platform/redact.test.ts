import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

describe('a line of the log', () => {
  const SECRET = 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA'

  it.each([
    `https://user:${SECRET}@git.example.com/a/b.git`,
    `https://${SECRET}@git.example.com/a/b.git`,
    `Authorization: Basic ${SECRET}`,
    `{"authorization":"Bearer ${SECRET}"}`,
    `{"headers":"Cookie: graft-session-1=${SECRET}"}`,
    `token=${SECRET}`,
    `{"access_token":"${SECRET}"}`,
    `password: ${SECRET}`,
    // What was said in JSON, within a line of JSON.
    JSON.stringify({ message: `{"access_token":"${SECRET}"}` }),
    JSON.stringify({ message: JSON.stringify({ body: `{"refresh_token": "short-${SECRET.slice(0, 9)}"}` }) }),
    JSON.stringify({ message: `{"authorization":"token ${SECRET}"}` }),
    'fatal: ghp_abcdefghijklmnopqrstuvwxyz0123456789 was refused',
    'glpat-abcdefghij1234567890 expired',
    `https://git.example.com/login?code=${SECRET}`,
    `http://127.0.0.1:41234/#token=${SECRET}`,
  ])('hides the secret of %s', (line) => {
    const hidden = redact(line)
    expect(hidden).not.toContain(SECRET.slice(0, 9))
    expect(hidden).not.toMatch(/ghp_a|glpat-a/)
    expect(hidden).toContain('[hidden]')
  })

  it.each([
    'commit 3f786850e387550fdab836ed7e6dc881de23001b',
    'https://git.example.com/acme/pets.git',
    '/home/ada/work/pets/postman/collections/Pets.json',
    'the clone was read in 120 ms',
  ])('leaves %s as it is', (line) => {
    expect(redact(line)).toBe(line)
  })

  it('keeps JSON readable', () => {
    expect(JSON.parse(redact(JSON.stringify({ token: SECRET, message: 'ok' })))).toEqual({ token: '[hidden]', message: 'ok' })
  })
})
