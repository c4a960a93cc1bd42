import { type ConflictedFile, mergeFile, withMarkers } from '#shared/merge/index.ts'
import type { MergeBlobs } from '#shared/merge/trees/index.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import type { AttributeRules } from '../working-folder/attributes.ts'

/** As far as a NUL is looked for to tell a binary (Git's `buffer_is_binary`). */
const BINARY_LOOK = 8000
const LABELS = { mine: 'mine', base: 'base', theirs: 'theirs' }

export interface BlobMerging {
  readonly mergeBlobs: MergeBlobs
  /** Files that conflict place by place, by path. */
  readonly conflicted: ReadonlyMap<string, ConflictedFile>
}

/**
 * Merges contents with the merge engine: by structure where the format is known, else by lines. Binaries, texts that are not
 * UTF-8, and files that the attributes keep from being mixed (`-merge`, or a driver of their own, which is not run here) conflict
 * as wholes (gitattributes, "Performing a three-way merge"). Paths are one character per byte.
 */
export function blobMerging(objects: ObjectStore, attributes: AttributeRules | null): BlobMerging {
  const conflicted = new Map<string, ConflictedFile>()
  const mergeBlobs: MergeBlobs = ({ path, base, mine, theirs }) => {
    const name = Buffer.from(path, 'latin1').toString('utf8')
    const texts = {
      base: base === null ? '' : textOf(objects, base),
      mine: textOf(objects, mine),
      theirs: textOf(objects, theirs),
    }
    const isMixed = attributes === null || mayBeMixed(attributes.of(name).get('merge'))
    if (!isMixed || texts.base === null || texts.mine === null || texts.theirs === null)
      return { kind: 'conflicted', marked: null }
    const outcome = mergeFile({ base: base === null ? null : texts.base, mine: texts.mine, theirs: texts.theirs, path: name })
    const write = (text: string) => objects.write('blob', Buffer.from(text))
    if (outcome.kind === 'merged') return { kind: 'merged', oid: write(outcome.text) }
    conflicted.set(path, outcome)
    return { kind: 'conflicted', marked: write(withMarkers(outcome.pieces, LABELS)) }
  }
  return { mergeBlobs, conflicted }
}

function mayBeMixed(driver: string | boolean | undefined): boolean {
  return driver === undefined || driver === true || driver === 'text'
}

function textOf(objects: ObjectStore, oid: string): string | null {
  const bytes = objects.readBlob(oid)
  if (bytes.subarray(0, BINARY_LOOK).includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
