import type { Trouble } from '#renderer/trouble.ts'
import type { FileContent, WriteOutcome } from '#shared/domain/content.ts'

export type TextContent = Extract<FileContent, { kind: 'text' }>
export type OtherContent = Exclude<FileContent, { kind: 'text' }>

/** What is known to lie on disk. */
export type OnDisk =
  /** `version` is null for a file that has to be created. */
  { text: string; version: string | null }

export type Saving = { kind: 'idle' } | { kind: 'saving'; sent: string } | { kind: 'failed'; trouble: Trouble }

/** A text that a choice between two versions put aside; it can be brought back until the person says otherwise. */
export interface SetAside {
  whose: 'mine' | 'theirs'
  text: string
}

export interface TextBuffer {
  kind: 'text'
  text: string
  /** What the edit began from. */
  disk: OnDisk
  lineEnding: TextContent['lineEnding']
  readOnly: boolean
  saving: Saving
  /** What lies on disk now, where someone else changed it under an edit. Saving waits until the person has chosen. */
  elsewhere: FileContent | null
  /** Oldest first; a later choice never takes an earlier text away. */
  setAside: readonly SetAside[]
  /** When the unsaved edit was kept that was put back on opening; null once that has been said. */
  restoredFrom: string | null
}

/** One file in the window: on its way, editable text, something that is no text, or a failure to read. */
export type Buffer =
  | { kind: 'loading' }
  | TextBuffer
  | { kind: 'no-text'; content: OtherContent }
  | { kind: 'failed'; trouble: Trouble }

/** An edit kept from before: its text, and the version that it began from. */
export interface KeptDraft {
  text: string
  base: string | null
  keptAt: string
}

/** Whether the buffer holds typing that is not on disk. */
export function isDirty(buffer: Buffer | undefined): boolean {
  return buffer?.kind === 'text' && (buffer.text !== buffer.disk.text || buffer.disk.version === null)
}

function fresh(content: TextContent): TextBuffer {
  return {
    kind: 'text',
    text: content.text,
    disk: { text: content.text, version: content.version },
    lineEnding: content.lineEnding,
    readOnly: content.readOnly,
    saving: { kind: 'idle' },
    elsewhere: null,
    setAside: [],
    restoredFrom: null,
  }
}

/** A file as it is shown first: what lies on disk, or the edit kept from before, in conflict where the disk moved on since. */
export function opened(content: FileContent, draft: KeptDraft | null): Buffer {
  if (content.kind === 'text') {
    const buffer = fresh(content)
    if (draft === null || draft.text === content.text) return buffer
    const restored = { ...buffer, text: draft.text, restoredFrom: draft.keptAt }
    return draft.base === content.version ? restored : { ...restored, elsewhere: content }
  }
  if (draft === null) return { kind: 'no-text', content }
  return {
    kind: 'text',
    text: draft.text,
    disk: { text: '', version: null },
    lineEnding: 'lf',
    readOnly: false,
    saving: { kind: 'idle' },
    elsewhere: content,
    setAside: [],
    restoredFrom: draft.keptAt,
  }
}

/** What typing makes of it. */
export function typed(buffer: Buffer, text: string): Buffer {
  if (buffer.kind !== 'text' || buffer.readOnly || buffer.text === text) return buffer
  return { ...buffer, text }
}

/** The buffer while its text is on its way to disk; unchanged where there is nothing to save or a choice is open. */
export function savingStarted(buffer: Buffer): Buffer {
  if (buffer.kind !== 'text' || !isDirty(buffer) || buffer.saving.kind === 'saving' || buffer.elsewhere) return buffer
  return { ...buffer, saving: { kind: 'saving', sent: buffer.text } }
}

/** Takes in how saving went. Typing that went on meanwhile stays and counts as unsaved. */
export function saved(buffer: Buffer, outcome: WriteOutcome): Buffer {
  if (buffer.kind !== 'text' || buffer.saving.kind !== 'saving') return buffer
  const idle: TextBuffer = { ...buffer, saving: { kind: 'idle' } }
  switch (outcome.kind) {
    case 'written':
    case 'unchanged':
      return { ...idle, disk: { text: buffer.saving.sent, version: outcome.version }, elsewhere: null }
    case 'changed-elsewhere':
      return changedElsewhere(idle, outcome.current)
    case 'exists':
      return idle
  }
}

/** Takes in that saving failed; nothing on disk changed. */
export function savingFailed(buffer: Buffer, trouble: Trouble): Buffer {
  return buffer.kind === 'text' ? { ...buffer, saving: { kind: 'failed', trouble } } : buffer
}

/** Takes in what lies on disk now. Without an edit it is simply shown; an edit is never touched. */
export function changedElsewhere(buffer: Buffer, content: FileContent): Buffer {
  if (buffer.kind !== 'text') return opened(content, null)
  if (content.kind !== 'text') {
    if (!isDirty(buffer) && buffer.setAside.length === 0) return { kind: 'no-text', content }
    return buffer.disk.version === null && content.kind === 'missing' ? buffer : { ...buffer, elsewhere: content }
  }
  if (content.version === buffer.disk.version) return { ...buffer, elsewhere: null, readOnly: content.readOnly }
  const disk: OnDisk = { text: content.text, version: content.version }
  const facts = { disk, lineEnding: content.lineEnding, readOnly: content.readOnly, elsewhere: null }
  const isOurs = content.text === buffer.text || (buffer.saving.kind === 'saving' && content.text === buffer.saving.sent)
  if (isOurs) return { ...buffer, ...facts }
  if (!isDirty(buffer)) return { ...buffer, ...facts, text: content.text }
  return { ...buffer, elsewhere: content }
}

/** The person keeps their edit: the next save replaces what lies on disk, which is set aside. */
export function keptMine(buffer: Buffer): Buffer {
  if (buffer.kind !== 'text' || buffer.elsewhere === null) return buffer
  const theirs = buffer.elsewhere
  if (theirs.kind !== 'text') return { ...buffer, disk: { text: '', version: null }, elsewhere: null }
  return {
    ...buffer,
    disk: { text: theirs.text, version: theirs.version },
    lineEnding: theirs.lineEnding,
    elsewhere: null,
    setAside: withAside(buffer, { whose: 'theirs', text: theirs.text }),
  }
}

/** The person takes what lies on disk; their own edit is set aside. */
export function tookTheirs(buffer: Buffer): Buffer {
  if (buffer.kind !== 'text' || buffer.elsewhere?.kind !== 'text') return buffer
  return { ...fresh(buffer.elsewhere), setAside: withAside(buffer, { whose: 'mine', text: buffer.text }) }
}

/** The texts set aside with one more; a text that is among them already is not kept twice. */
function withAside(buffer: TextBuffer, aside: SetAside): readonly SetAside[] {
  return buffer.setAside.some(({ text }) => text === aside.text) ? buffer.setAside : [...buffer.setAside, aside]
}

/** Brings back one of the texts set aside, as an edit, setting the present one aside in its place. */
export function broughtBack(buffer: Buffer, at: number): Buffer {
  const aside = buffer.kind === 'text' ? buffer.setAside[at] : undefined
  if (buffer.kind !== 'text' || aside === undefined) return buffer
  const present: SetAside = { whose: aside.whose === 'mine' ? 'theirs' : 'mine', text: buffer.text }
  return { ...buffer, text: aside.text, setAside: buffer.setAside.with(at, present) }
}

/** The person needs one of the texts set aside no more. */
export function asideDropped(buffer: Buffer, at: number): Buffer {
  return buffer.kind === 'text' ? { ...buffer, setAside: buffer.setAside.filter((_, index) => index !== at) } : buffer
}

/** The person has read that an edit was put back on opening. */
export function restoreNoted(buffer: Buffer): Buffer {
  return buffer.kind === 'text' ? { ...buffer, restoredFrom: null } : buffer
}

/** Goes back to what lies on disk from an edit that was put back on opening; the edit is set aside. */
export function restoredDiscarded(buffer: Buffer): Buffer {
  if (buffer.kind !== 'text' || buffer.restoredFrom === null || buffer.disk.version === null) return buffer
  const setAside = withAside(buffer, { whose: 'mine', text: buffer.text })
  return { ...buffer, text: buffer.disk.text, restoredFrom: null, setAside }
}
