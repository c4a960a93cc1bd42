import type { Piece } from './pieces.ts'
import type { Refusal } from './structured/reading.ts'

/** Three versions of one file, decoded. */
export interface MergeInput {
  /** Null where both sides added the file. */
  readonly base: string | null
  readonly mine: string
  readonly theirs: string
  /** The path or name of the file; its ending tells the format. */
  readonly path: string
  /** `auto` (default): by structure where the format is known. `structured`: as if it were JSON or YAML whatever its name. `text`: by lines only. */
  readonly mode?: 'auto' | 'structured' | 'text'
  /** Edges of text conflicts; `minimal` by default, `git` as `git merge-file --diff3` draws them. */
  readonly edges?: 'git' | 'minimal'
}

/** Why a file of a known format was merged by lines after all. */
export type TextBecause =
  | { readonly kind: 'not-structured' }
  | { readonly kind: 'asked-for' }
  | { readonly kind: 'unreadable'; readonly version: 'base' | 'mine' | 'theirs'; readonly refusal: Refusal }
  | { readonly kind: 'different-documents' }
  /** The merged value could not be written as edits of my text without losing a comment or changing what it says. */
  | { readonly kind: 'not-writable' }

/** How a result came about. */
export type How =
  | { readonly kind: 'unchanged'; readonly side: 'both' | 'mine' | 'theirs' }
  | { readonly kind: 'structured'; readonly format: 'json' | 'yaml' }
  | { readonly kind: 'text'; readonly because: TextBecause }

/** What one version has at the place of a conflict; `value` is the decoded string where it is one. */
export type ConflictSide =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present'; readonly text: string; readonly value: string | null }

/** What somebody may decide. */
export type ChoiceKind = 'mine' | 'theirs' | 'both' | 'own'

/** One place on which somebody has to decide. */
export interface Conflict {
  /** Its index in the list of conflicts. */
  readonly id: number
  /** The place in words, outermost first: `GET /pets/{id}`, `responses`, `404`, `description`. Empty for plain text. */
  readonly place: readonly string[]
  /** What happened: both changed it, one removed what the other changed, both added it. */
  readonly cause: 'changed' | 'removed-by-mine' | 'removed-by-theirs' | 'added'
  readonly base: ConflictSide
  readonly mine: ConflictSide
  readonly theirs: ConflictSide
  readonly choices: readonly ChoiceKind[]
  /** The line in the text with my version everywhere, from 1. */
  readonly line: number
}

/** The file needs nobody. */
export interface MergedFile {
  readonly kind: 'merged'
  readonly text: string
  readonly how: How
}

/** The file needs decisions; `pieces` is what `applyChoices` and `markedText` work on. Plain data throughout. */
export interface ConflictedFile {
  readonly kind: 'conflicted'
  readonly conflicts: readonly Conflict[]
  readonly pieces: readonly Piece[]
  readonly how: How
}

export type MergeOutcome = MergedFile | ConflictedFile
