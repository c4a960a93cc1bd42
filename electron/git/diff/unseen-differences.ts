import type { LineEndings, UnseenDifference } from '#shared/domain/text-changes.ts'
import { MODE } from '../objects/model.ts'
import type { Side, Sides } from './sides.ts'

const LF = 0x0a
const CR = 0x0d
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

type FileOnDisk = Extract<Side, { kind: 'file' }>

/** What differs between two text files besides the lines that a reader sees; nothing where a side is no file. */
export function unseenDifferences({ before, after }: Sides): UnseenDifference[] {
  if (before.kind !== 'file' || after.kind !== 'file') return []
  const only = (has: (side: FileOnDisk) => boolean): 'before' | 'after' | null => {
    if (has(before) === has(after)) return null
    return has(before) ? 'before' : 'after'
  }
  const mark = only((side) => startsWithMark(side.bytes))
  const final = before.bytes.length === 0 || after.bytes.length === 0 ? null : only((side) => side.bytes.at(-1) === LF)
  const executable = only((side) => side.mode === MODE.executable)
  return [
    ...lineEndings(before, after),
    ...(mark === null ? [] : [{ kind: 'byte-order-mark' as const, in: mark }]),
    ...(final === null ? [] : [{ kind: 'final-line-break' as const, in: final }]),
    ...(executable === null ? [] : [{ kind: 'executable' as const, in: executable }]),
  ]
}

/** Two files that both mix line endings differ in them where nothing else does. */
function lineEndings(before: FileOnDisk, after: FileOnDisk): UnseenDifference[] {
  const [old, now] = [endingsOf(before.bytes), endingsOf(after.bytes)]
  if (old === null || now === null) return []
  const differ = old !== now || (old === 'mixed' && haveEqualLines(withoutMark(before.bytes), withoutMark(after.bytes)))
  return differ ? [{ kind: 'line-endings', before: old, after: now }] : []
}

/** Whether bytes that differ have the same lines. */
function haveEqualLines(before: Buffer, after: Buffer): boolean {
  const lines = (bytes: Buffer) => bytes.toString('latin1').replaceAll('\r\n', '\n')
  return !before.equals(after) && lines(before) === lines(after)
}

/** Null where no line ends. */
function endingsOf(bytes: Buffer): LineEndings | null {
  let feeds = 0
  let returns = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    feeds += 1
    if (bytes[at - 1] === CR) returns += 1
  }
  if (feeds === 0) return null
  if (returns === 0) return 'lf'
  return returns === feeds ? 'crlf' : 'mixed'
}

const startsWithMark = (bytes: Buffer) => bytes.subarray(0, BOM.length).equals(BOM)
const withoutMark = (bytes: Buffer) => (startsWithMark(bytes) ? bytes.subarray(BOM.length) : bytes)
