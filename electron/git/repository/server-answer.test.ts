import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerBeside, uniteBranches } from './server-answer.ts'

const oid = fc.constantFrom('1', '2', '3').map((digit) => digit.repeat(40))
const refs = fc
  .uniqueArray(fc.tuple(fc.constantFrom('main', 'a', 'a/b', '__proto__'), oid), { selector: ([name]) => name })
  .map((entries) => new Map<string, string>(entries))
const plain = (map: ReadonlyMap<string, string>) => [...map].sort()

describe('the branches that a remote is thought to have', () => {
  it('are what the server said, as long as nothing moved here since', () => {
    fc.assert(
      fc.property(refs, refs, (told, noted) => {
        expect(plain(uniteBranches(answerBeside(told, noted), noted))).toEqual(plain(told))
      }),
    )
  })

  it('are, one by one, what was noted here since, and what the server said of the others', () => {
    fc.assert(
      fc.property(refs, refs, refs, (told, before, now) => {
        const united = uniteBranches(answerBeside(told, before), now)
        for (const name of ['main', 'a', 'a/b', '__proto__']) {
          expect(united.get(name)).toBe((before.get(name) === now.get(name) ? told : now).get(name))
        }
      }),
    )
  })
})
