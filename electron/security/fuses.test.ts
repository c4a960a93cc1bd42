import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { REQUIRED_FUSES, wrongFuses } from './fuses.ts'

describe('the switches of the packaged binary', () => {
  it('are those that the packager is told to set', () => {
    const { electronFuses } = parse(readFileSync('electron-builder.yml', 'utf8'))
    const told = Object.fromEntries(
      Object.entries(electronFuses).map(([name, on]) => [name.charAt(0).toUpperCase() + name.slice(1), on ? 'on' : 'off']),
    )
    expect(told).toEqual(REQUIRED_FUSES)
  })

  it('are named when they stand otherwise', () => {
    expect(wrongFuses({ RunAsNode: 'on', OnlyLoadAppFromAsar: 'on' })).toEqual(['RunAsNode'])
  })
})
