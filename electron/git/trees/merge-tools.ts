import { mergeFile, withMarkers } from '#shared/merge/index.ts'
import type { MergeBlobs, TreeReader } from '#shared/merge/trees/index.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { EMPTY_TREE } from '../objects/trees.ts'

/** As far as a NUL is looked for to tell a binary (Git's `buffer_is_binary`). */
const BINARY_LOOK = 8000
const LABELS = { mine: 'mine', base: 'base', theirs: 'theirs' }

/** What merging trees needs of an object store. Names of files are one character per byte, because they need not be UTF-8. */
export function mergeTools(objects: ObjectStore): { reader: TreeReader; mergeBlobs: MergeBlobs } {
  const reader: TreeReader = {
    readTree: (oid) =>
      oid === EMPTY_TREE
        ? []
        : objects.readTree(oid).map(({ bytes, oid: id, mode }) => ({ name: bytes.toString('latin1'), oid: id, mode })),
    readBlob: (oid) => objects.readBlob(oid),
  }
  const textOf = (oid: string): string | null => {
    const bytes = objects.readBlob(oid)
    if (bytes.subarray(0, BINARY_LOOK).includes(0)) return null
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      return null
    }
  }
  const mergeBlobs: MergeBlobs = ({ path, base, mine, theirs }) => {
    const texts = { base: base === null ? '' : textOf(base), mine: textOf(mine), theirs: textOf(theirs) }
    if (texts.base === null || texts.mine === null || texts.theirs === null) return { kind: 'conflicted', marked: null }
    const name = Buffer.from(path, 'latin1').toString('utf8')
    const outcome = mergeFile({ base: base === null ? null : texts.base, mine: texts.mine, theirs: texts.theirs, path: name })
    const write = (text: string) => objects.write('blob', Buffer.from(text))
    if (outcome.kind === 'merged') return { kind: 'merged', oid: write(outcome.text) }
    return { kind: 'conflicted', marked: write(withMarkers(outcome.pieces, LABELS)) }
  }
  return { reader, mergeBlobs }
}
