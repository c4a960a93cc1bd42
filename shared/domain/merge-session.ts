import { z } from 'zod'
import { ConnectionId, ObjectId } from './ids.ts'
import { CommitSummary, Media } from './repository.ts'

/** A value as JSON has them. */
export const JsonValue = z.json()

/** What somebody decided about one place within a file; as `Choice` of the merge engine. */
export const PartChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mine') }),
  z.object({ kind: z.literal('theirs') }),
  z.object({ kind: z.literal('both') }),
  z.object({ kind: z.literal('own'), value: JsonValue }),
  /** The characters that take the whole conflict's place; a button asks before it replaces them. */
  z.object({ kind: z.literal('text'), text: z.string() }),
])
export type PartChoice = z.infer<typeof PartChoice>

export const WholeChoice = z.enum(['mine', 'theirs', 'both'])
export type WholeChoice = z.infer<typeof WholeChoice>

/** Names one file of a session: its path and what is in question, so that it stays the same when the merge is worked out anew. */
export const SessionFileId = z.string().min(1).max(8192)
export type SessionFileId = z.infer<typeof SessionFileId>

/**
 * What holds a decision to the very conflict it was made about: a digest of its three versions and its place. When a side has
 * moved, decisions whose conflict is still there, unchanged, are kept.
 */
export const Fingerprint = z.string().regex(/^[0-9a-f]{16,64}$/)

export const FileDecision = z.discriminatedUnion('kind', [
  /** One version of the file as a whole. */
  z.object({ kind: z.literal('whole'), choice: WholeChoice, fingerprint: Fingerprint }),
  /** Place by place; what is missing is still open. */
  z.object({
    kind: z.literal('parts'),
    parts: z.array(z.object({ conflict: z.number().int(), choice: PartChoice, fingerprint: Fingerprint })),
  }),
  /** The text as somebody wrote it, whatever the parts say. */
  z.object({ kind: z.literal('written'), text: z.string(), fingerprint: Fingerprint }),
])
export type FileDecision = z.infer<typeof FileDecision>

/** All decisions of a session, with those that were taken back. Plain data: it is what is kept on disk. */
export const Decisions = z.object({
  files: z.array(z.object({ file: SessionFileId, decision: FileDecision })),
  /** What each file was before a step, oldest first; null where nothing was decided. */
  past: z.array(z.object({ file: SessionFileId, before: FileDecision.nullable() })),
  future: z.array(z.object({ file: SessionFileId, after: FileDecision.nullable() })),
})
export type Decisions = z.infer<typeof Decisions>

/** What is merged into the active branch. */
export const MergeSource = z.discriminatedUnion('kind', [
  /** The branch's own counterpart on the remote. */
  z.object({ kind: z.literal('pull') }),
  z.object({ kind: z.literal('default-branch') }),
  /** A merge that command-line Git began in a user's clone: its `MERGE_HEAD` and index are finished as Git expects them. */
  z.object({ kind: z.literal('begun-by-git') }),
])
export type MergeSource = z.infer<typeof MergeSource>

/** One version of a file in question. */
export const SessionSide = z.object({
  path: z.string(),
  what: z.enum(['file', 'executable', 'link', 'submodule']),
  size: z.number().int().nonnegative(),
  media: Media.nullable(),
  /** The last commit of that side that changed it; null where history that is not here would be needed. */
  changedBy: CommitSummary.nullable(),
})
export type SessionSide = z.infer<typeof SessionSide>

export const SessionFile = z.object({
  id: SessionFileId,
  path: z.string(),
  /** As the merge of trees names it. */
  kind: z.enum(['content', 'removed-and-changed', 'renamed-differently', 'same-name', 'kinds-differ', 'file-and-folder']),
  base: SessionSide.nullable(),
  mine: SessionSide.nullable(),
  theirs: SessionSide.nullable(),
  /** Whether it can be decided place by place, and how many places there are. */
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('parts'), conflicts: z.number().int().positive(), how: z.enum(['structured', 'text']) }),
    z.object({ kind: z.literal('whole') }),
  ]),
  choices: z.array(WholeChoice),
  /** Places (or 1 for a whole file) that are decided. */
  decided: z.number().int().nonnegative(),
  decision: z.enum(['open', 'whole', 'parts', 'written']),
  fingerprint: Fingerprint,
})
export type SessionFile = z.infer<typeof SessionFile>

export const MergeSession = z.object({
  connectionId: ConnectionId,
  source: MergeSource,
  startedAt: z.iso.datetime(),
  mine: z.object({ branch: z.string(), commit: ObjectId }),
  theirs: z.object({ name: z.string(), commit: ObjectId }),
  files: z.array(SessionFile),
  /** Files that merged by themselves and will change with the completion. */
  mergedPaths: z.array(z.string()),
  /** `moved`: a side has other commits than when the session was worked out; it is worked out anew on request. */
  standing: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('current') }),
    z.object({ kind: z.literal('moved'), mine: z.boolean(), theirs: z.boolean() }),
  ]),
  /** The message that the merge commit will have. */
  message: z.string(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type MergeSession = z.infer<typeof MergeSession>

/** How many places a session still waits for. */
export function openPlaces({ files }: Pick<MergeSession, 'files'>): number {
  return files.reduce((sum, { content, decided }) => sum + (content.kind === 'parts' ? content.conflicts : 1) - decided, 0)
}
