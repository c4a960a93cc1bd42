import type { Decisions, FileDecision, PartChoice, SessionFileId, WholeChoice } from './merge-session.ts'

/** What a person does in the resolver. */
export type DecisionEvent =
  | { kind: 'whole-chosen'; file: SessionFileId; choice: WholeChoice; fingerprint: string }
  | { kind: 'part-chosen'; file: SessionFileId; conflict: number; choice: PartChoice; fingerprint: string }
  | { kind: 'part-reopened'; file: SessionFileId; conflict: number }
  | { kind: 'text-written'; file: SessionFileId; text: string; fingerprint: string }
  | { kind: 'file-reopened'; file: SessionFileId }
  | { kind: 'undone' }
  | { kind: 'redone' }

export const NO_DECISIONS: Decisions = { files: [], past: [], future: [] }

/** So many steps can be taken back. */
const STEPS_KEPT = 1000

/** The only way decisions change. Pure; every step can be taken back, across files, and nothing but a step removes a decision. */
export function decide(state: Decisions, event: DecisionEvent): Decisions {
  switch (event.kind) {
    case 'undone':
      return undone(state)
    case 'redone':
      return redone(state)
    case 'whole-chosen':
      return step(state, event.file, { kind: 'whole', choice: event.choice, fingerprint: event.fingerprint })
    case 'text-written':
      return step(state, event.file, { kind: 'written', text: event.text, fingerprint: event.fingerprint })
    case 'file-reopened':
      return step(state, event.file, null)
    case 'part-chosen': {
      const { conflict, choice, fingerprint } = event
      return step(state, event.file, parts([...otherParts(state, event), { conflict, choice, fingerprint }]))
    }
    case 'part-reopened':
      return step(state, event.file, parts(otherParts(state, event)))
  }
}

type Parts = Extract<FileDecision, { kind: 'parts' }>['parts']

/** What was decided about a file; null where nothing was. */
export function decisionOf({ files }: Pick<Decisions, 'files'>, file: SessionFileId): FileDecision | null {
  return files.find((one) => one.file === file)?.decision ?? null
}

function parts(all: Parts): FileDecision | null {
  return all.length === 0 ? null : { kind: 'parts', parts: [...all].sort((a, b) => a.conflict - b.conflict) }
}

function otherParts(state: Decisions, { file, conflict }: { file: SessionFileId; conflict: number }): Parts {
  const decision = decisionOf(state, file)
  return decision?.kind === 'parts' ? decision.parts.filter((part) => part.conflict !== conflict) : []
}

function step(state: Decisions, file: SessionFileId, after: FileDecision | null): Decisions {
  const before = decisionOf(state, file)
  if (JSON.stringify(before) === JSON.stringify(after)) return state
  return { files: put(state, file, after), past: [...state.past, { file, before }].slice(-STEPS_KEPT), future: [] }
}

function undone(state: Decisions): Decisions {
  const last = state.past.at(-1)
  if (!last) return state
  const after = decisionOf(state, last.file)
  return {
    files: put(state, last.file, last.before),
    past: state.past.slice(0, -1),
    future: [...state.future, { file: last.file, after }],
  }
}

function redone(state: Decisions): Decisions {
  const next = state.future.at(-1)
  if (!next) return state
  const before = decisionOf(state, next.file)
  return {
    files: put(state, next.file, next.after),
    past: [...state.past, { file: next.file, before }],
    future: state.future.slice(0, -1),
  }
}

function put({ files }: Decisions, file: SessionFileId, decision: FileDecision | null): Decisions['files'] {
  const others = files.filter((one) => one.file !== file)
  if (decision === null) return others
  return [...others, { file, decision }].sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** What a merge that was worked out anew asks: the digests of each file and of each of its places, by their new numbers. */
export type Questions = ReadonlyMap<SessionFileId, { fingerprint: string; parts: readonly string[] }>

/**
 * The decisions that still hold after a side moved: those about a file or a place that is in question in just the same way. Steps
 * are forgotten; what they led to is what is carried over. `dropped` counts what has to be decided again.
 */
export function carriedOver(state: Decisions, questions: Questions): { decisions: Decisions; kept: number; dropped: number } {
  let [kept, dropped] = [0, 0]
  const files: Decisions['files'] = []
  for (const { file, decision } of state.files) {
    const question = questions.get(file)
    if (decision.kind !== 'parts') {
      if (question?.fingerprint === decision.fingerprint) {
        files.push({ file, decision })
        kept += 1
      } else dropped += 1
      continue
    }
    const found = new Map<number, Parts[number]>()
    for (const part of decision.parts) {
      const at = question?.parts.findIndex((known, index) => known === part.fingerprint && !found.has(index)) ?? -1
      if (at >= 0) found.set(at, { ...part, conflict: at })
    }
    kept += found.size
    dropped += decision.parts.length - found.size
    const still = parts([...found.values()])
    if (still !== null) files.push({ file, decision: still })
  }
  return { decisions: { files, past: [], future: [] }, kept, dropped }
}
