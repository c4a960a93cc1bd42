import { z } from 'zod'
import { ObjectId } from '#shared/domain/ids.ts'

/** What a server once said of one branch, beside what was noted here of it at that moment. */
export const ToldBranch = z.object({
  name: z.string(),
  /** Null: the server has it no more, though a remote-tracking ref stood here. */
  tip: ObjectId.nullable(),
  /** Where its remote-tracking ref stood; null where there was none. */
  noted: ObjectId.nullable(),
})
export type ToldBranch = z.infer<typeof ToldBranch>

/** All branches of a remote as its server told them. */
export const ServerAnswer = z.object({
  remote: z.string(),
  /** Whom it was asked of, without credentials: where the remote leads elsewhere since, this is no answer. */
  url: z.string(),
  /** Null: it was not asked for its branches; it named its default one along with something else. */
  askedAt: z.iso.datetime().nullable(),
  /** Short name of what the server's `HEAD` stands for; null where it stands for no branch. */
  defaultBranch: z.string().nullable(),
  branches: z.array(ToldBranch),
})
export type ServerAnswer = z.infer<typeof ServerAnswer>

/** What to remember of an answer: the branches told of, and those that are noted here and were not told of. */
export function answerBeside(told: ReadonlyMap<string, ObjectId>, noted: ReadonlyMap<string, ObjectId>): ToldBranch[] {
  const gone = [...noted.keys()].filter((name) => !told.has(name))
  return [...told.keys(), ...gone].map((name) => ({ name, tip: told.get(name) ?? null, noted: noted.get(name) ?? null }))
}

/**
 * The branches that a remote is thought to have. Where a remote-tracking ref still stands where it stood when the server was
 * asked, the server's word is the newer one; where it moved, appeared or went since (a fetch, a push, a prune), it is.
 */
export function uniteBranches(told: readonly ToldBranch[], noted: ReadonlyMap<string, ObjectId>): Map<string, ObjectId> {
  const united = new Map(noted)
  for (const branch of told) {
    if ((noted.get(branch.name) ?? null) !== branch.noted) continue
    if (branch.tip === null) united.delete(branch.name)
    else united.set(branch.name, branch.tip)
  }
  return united
}
