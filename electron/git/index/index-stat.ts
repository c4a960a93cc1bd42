import type { BigIntStats } from 'node:fs'
import { MODE } from '../objects/model.ts'
import type { IndexEntry, IndexStat } from './index-file.ts'

const NS = 1_000_000_000n
const low = (value: bigint): number => Number(BigInt.asUintN(32, value))

/** What the index remembers of a file. */
export function indexStat(stat: BigIntStats): IndexStat {
  return {
    ctimeSeconds: low(stat.ctimeNs / NS),
    ctimeNanoseconds: low(stat.ctimeNs % NS),
    mtimeSeconds: low(stat.mtimeNs / NS),
    mtimeNanoseconds: low(stat.mtimeNs % NS),
    dev: low(stat.dev),
    ino: low(stat.ino),
    uid: low(stat.uid),
    gid: low(stat.gid),
    size: low(stat.size),
  }
}

/** A remembered state that no file matches: Git will read the file again. */
export const UNKNOWN_STAT: IndexStat = {
  ctimeSeconds: 0,
  ctimeNanoseconds: 0,
  mtimeSeconds: 0,
  mtimeNanoseconds: 0,
  dev: 0,
  ino: 0,
  uid: 0,
  gid: 0,
  size: 0,
}

export interface StatTrust {
  /** core.trustctime */
  ctime: boolean
  /** core.checkStat = minimal */
  minimal: boolean
}

/** Whether the file is, by its remembered state, still the one the entry was made from (Git's `match_stat_data`). */
export function statMatches(entry: IndexEntry, stat: BigIntStats, trust: StatTrust): boolean {
  const then = entry.stat
  const now = indexStat(stat)
  if (then.mtimeSeconds !== now.mtimeSeconds || then.size !== now.size) return false
  if (then.size === 0 && entry.oid !== EMPTY_BLOB) return false
  if (trust.minimal) return true
  if (then.mtimeNanoseconds !== 0 && then.mtimeNanoseconds !== now.mtimeNanoseconds) return false
  if (trust.ctime && then.ctimeSeconds !== 0) {
    if (then.ctimeSeconds !== now.ctimeSeconds) return false
    if (then.ctimeNanoseconds !== 0 && then.ctimeNanoseconds !== now.ctimeNanoseconds) return false
  }
  return then.ino === 0 || then.ino === now.ino
}

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'

/**
 * Whether the file may have changed again after the index was written without its times showing it (racy-git). Times are
 * compared as finely as the entry has them.
 */
export function isRacy(entry: IndexEntry, indexMtimeNs: bigint): boolean {
  const { mtimeSeconds, mtimeNanoseconds } = entry.stat
  if (mtimeNanoseconds === 0) return BigInt(mtimeSeconds) >= indexMtimeNs / NS
  return BigInt(mtimeSeconds) * NS + BigInt(mtimeNanoseconds) >= indexMtimeNs
}

/** The mode Git would give a file of the working folder. `fileMode` false: the executable bit is taken from what Git knows. */
export function workingMode(stat: BigIntStats, known: number | null, config: { fileMode: boolean; symlinks: boolean }): number {
  if (stat.isSymbolicLink()) return MODE.symlink
  if (known === MODE.symlink && !config.symlinks) return MODE.symlink
  if (!config.fileMode) return known === MODE.executable ? MODE.executable : MODE.file
  return (stat.mode & 0o100n) !== 0n ? MODE.executable : MODE.file
}
