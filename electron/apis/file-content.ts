import { createHash } from 'node:crypto'
import { recogniseCollection } from '#shared/domain/collection.ts'
import type { Area, FileContent } from '#shared/domain/content.ts'
import { decodeText } from '#shared/domain/text-fidelity.ts'

/** Larger files are not opened in an editor. */
export const LARGEST_FILE = 20 * 1024 * 1024

const LFS_FIRST_LINE = 'version https://git-lfs.github.com/spec/v1'
/** Git LFS keeps its pointers below this size (git-lfs/docs/spec.md). */
const LARGEST_LFS_POINTER = 1024

/** Names exact bytes: SHA-256 in hexadecimal. */
export function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether bytes are the stand-in that Git LFS leaves for a large file. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  if (bytes.length > LARGEST_LFS_POINTER) return false
  return Buffer.from(bytes.subarray(0, LFS_FIRST_LINE.length)).toString('latin1') === LFS_FIRST_LINE
}

/** What an editor may show of a file's bytes. Collections of old formats and of the layout with several files are read-only. */
export function describeBytes(bytes: Uint8Array, area: Area, path: string): FileContent {
  if (bytes.length > LARGEST_FILE) return { kind: 'too-large', size: bytes.length }
  if (isLfsPointer(bytes)) return { kind: 'lfs-pointer', size: bytes.length }
  const decoded = decodeText(bytes)
  if (decoded.kind === 'binary') return { kind: 'binary', size: bytes.length }
  return {
    kind: 'text',
    text: decoded.text,
    version: versionOf(bytes),
    lineEnding: decoded.lineEnding,
    readOnly: area === 'collection' && isReadOnlyCollection(decoded.text, path),
  }
}

function isReadOnlyCollection(text: string, path: string): boolean {
  if (path.split('/').includes('.resources') || /\.request\.ya?ml$/i.test(path)) return true
  const recognised = recogniseCollection(text)
  return recognised.kind === 'collection' && recognised.format !== 'v2.1'
}
