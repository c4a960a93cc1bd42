import type { ObjectId } from '#shared/domain/ids.ts'
import type { CommitObject } from '../objects/model.ts'

/** Whether a commit is one that somebody looks for. */
export type Matches = (id: ObjectId, commit: () => CommitObject) => boolean

const PART_OF_ID = /^[0-9a-f]{4,40}$/

/** Every word has to be in message, name or address, whatever its case; what could be the beginning of an id may be one, too. */
export function matcher(search: string): Matches {
  const wanted = plain(search).trim()
  if (wanted === '') return () => true
  const words = wanted.split(/\s+/)
  return (id, read) => {
    if (PART_OF_ID.test(wanted) && id.startsWith(wanted)) return true
    const { message, author } = read()
    const text = plain(`${message}\n${author.name} <${author.email}>`)
    return words.every((word) => text.includes(word))
  }
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
