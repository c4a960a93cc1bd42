import fc from 'fast-check'
import * as ini from 'ini'
import { describe, expect, it } from 'vitest'
import { iniValues, parseIni, printIni, setIniList, setIniValue } from './ini-document.ts'
import { readIniValue, writeIniValue } from './ini-value.ts'

const line = fc.oneof(
  fc.constantFrom('; comment', '# comment', '', '  ', '[config]', '[config.relations]', 'odd', '[config'),
  fc
    .tuple(fc.constantFrom('a', 'b', 'files[]', 'x.y'), fc.constantFrom(' = ', '=', '= '), fc.string({ maxLength: 8 }))
    .map((parts) => parts.join('').replaceAll(/[\r\n]/g, '')),
)
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, ending, final]) => lines.join(ending) + (final ? ending : ''))
const value = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom('', ' a ', '"q"', "'", 'a;b#c', '\\', 'x\\;y', '{"path":"A#1;.json"}', '[x]', 'a=b', 'ä\n'),
)

describe('an index file', () => {
  it('is printed as it was read', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(printIni(parseIni(source))).toBe(source)
      }),
    )
  })

  it('gives back every value that was written, also through the package ini', () => {
    fc.assert(
      fc.property(value, (wanted) => {
        expect(readIniValue(writeIniValue(wanted))).toBe(wanted)
        fc.pre(!['true', 'false', 'null'].includes(wanted))
        expect(ini.parse(`key = ${writeIniValue(wanted)}`)['key']).toBe(wanted)
      }),
    )
  })

  it('holds a value that is set, and every other line as it was', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('', 'config', 'new.section'), value, (source, section, wanted) => {
        const before = parseIni(source)
        const after = setIniValue(before, section, 'wanted', wanted)
        expect(iniValues(parseIni(printIni(after)), section, 'wanted')).toEqual([wanted])
        const kept = after.lines.map((each) => each.text)
        for (const each of before.lines) expect(kept.splice(kept.indexOf(each.text), 1)).toEqual([each.text])
        expect(setIniValue(after, section, 'wanted', wanted)).toBe(after)
      }),
    )
  })

  it('holds exactly the list that is set, and the package ini reads the same', () => {
    fc.assert(
      fc.property(text, fc.uniqueArray(fc.json(), { maxLength: 5 }), (source, values) => {
        const after = printIni(setIniList(parseIni(source), 'config', 'files[]', values))
        expect([...iniValues(parseIni(after), 'config', 'files[]')].sort()).toEqual([...values].sort())
      }),
    )
  })

  it('reads the values of the package ini', () => {
    const source = 'a = 1\n[s]\nfiles[] = {"path":"x.json"}\nfiles[] = "{\\"path\\":\\"a=b\\"}"\n; end\n'
    const files = iniValues(parseIni(source), 's', 'files[]')
    expect(files).toHaveLength(2)
    expect(ini.parse(source)).toMatchObject({ a: '1', s: { files } })
    expect(iniValues(parseIni(source), '', 'a')).toEqual(['1'])
  })

  it('keeps comments, order, blank lines and line breaks around what changes', () => {
    const source = '# generated\r\nz = 1\r\n\r\n[s]\r\n; mine\r\nfiles[] = a\r\nother = 2\r\n\r\n[t]\r\nk = v'
    expect(printIni(setIniList(parseIni(source), 's', 'files[]', ['a', 'b']))).toBe(
      source.replace('files[] = a\r\n', 'files[] = a\r\nfiles[] = b\r\n'),
    )
  })
})
