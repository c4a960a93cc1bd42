import type { BigIntStats } from 'node:fs'

/** Tells one state of a file from another without reading it. */
export type StatStamp = string

export function statStamp(stat: BigIntStats): StatStamp {
  return `${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}:${stat.mode}`
}
