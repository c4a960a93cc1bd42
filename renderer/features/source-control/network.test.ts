import { describe, expect, it } from 'vitest'
import { mayAskUnasked, networkFacts } from './network.ts'

const may = (navigator: object) => mayAskUnasked(networkFacts(navigator))

describe('asking servers in the background', () => {
  it.each([
    [{}, true],
    [{ onLine: true, connection: { saveData: false, type: 'wifi' } }, true],
    [{ onLine: true, connection: null }, true],
    [{ onLine: false }, false],
    [{ onLine: true, connection: { saveData: true } }, false],
    [{ onLine: true, connection: { metered: true } }, false],
    [{ onLine: true, connection: { type: 'cellular' } }, false],
    [{ onLine: true, connection: { type: 'none' } }, false],
  ])('%o: %s', (navigator, answer) => expect(may(navigator)).toBe(answer))
})
