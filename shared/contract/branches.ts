import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import {
  BranchDetails,
  BranchList,
  BranchProtection,
  BranchRef,
  BranchStart,
  BringBackOutcome,
  CreateBranchOutcome,
  DeleteBranchOutcome,
  DeleteRemoteBranchOutcome,
  EditsChoice,
  MergeIntoDefaultOutcome,
  RenameBranchOutcome,
  SwitchOutcome,
  UpdateOutcome,
} from '../domain/branch.ts'
import { ConnectionId, ObjectId } from '../domain/ids.ts'
import { Author, GitProgress, RestorePoint } from '../domain/repository.ts'
import { procedure } from './base.ts'

const one = z.object({ connectionId: ConnectionId })
const Name = z.string().min(1).max(1024)

/** Long work: progress, then its outcome. */
function work<O extends z.ZodType>(outcome: O) {
  return eventIterator(z.discriminatedUnion('kind', [GitProgress, z.object({ kind: z.literal('done'), outcome })]))
}

/** The branches of one connection: its clone's and its remote's. */
export const branches = {
  /** As the clone knows them, without asking anybody. */
  list: procedure.input(one).output(BranchList),
  /** Asks the server which branches it has; nothing is fetched. */
  ask: procedure.input(one).output(BranchList),
  /** Dates and counts of the branches in sight. */
  details: procedure.input(one.extend({ refs: z.array(BranchRef).max(200) })).output(z.array(BranchDetails)),
  /** Which of these branches the host protects; `unknown` without an account. */
  protection: procedure.input(one.extend({ names: z.array(Name).max(100) })).output(z.array(BranchProtection)),
  /** Picking a remote branch fetches it and makes the local one that follows it active (C4). */
  switch: procedure.input(one.extend({ to: BranchRef, edits: EditsChoice })).output(work(SwitchOutcome)),
  /** Makes the branch and checks it out. The name has to be a good one (`branchNameProblem`). */
  create: procedure.input(one.extend({ name: Name, from: BranchStart, edits: EditsChoice })).output(work(CreateBranchOutcome)),
  rename: procedure.input(one.extend({ name: Name, newName: Name })).output(RenameBranchOutcome),
  /** `unmerged: 'delete'` goes on although only this branch holds some commits; they stay in a restore point. */
  delete: procedure.input(one.extend({ name: Name, unmerged: z.enum(['ask', 'delete']) })).output(DeleteBranchOutcome),
  /** Deletes the branch on the server, if it still is at `tip`. `confirmName` is what the person typed. */
  deleteRemote: procedure
    .input(one.extend({ name: Name, tip: ObjectId, confirmName: z.string() }))
    .output(
      z.discriminatedUnion('kind', [...DeleteRemoteBranchOutcome.options, z.object({ kind: z.literal('name-differs') })]),
    ),
  updateFromDefault: procedure
    .input(one.extend({ otherFiles: z.enum(['ask', 'update']), author: Author.nullable() }))
    .output(work(UpdateOutcome)),
  mergeIntoDefault: procedure.input(one.extend({ author: Author.nullable() })).output(work(MergeIntoDefaultOutcome)),
  /** Puts edits that were left on the active branch back into the working folder. */
  bringBack: procedure.input(one).output(BringBackOutcome),
  /** Gives left edits of a branch up; a restore point keeps them. */
  dropLeftEdits: procedure.input(one.extend({ branch: Name })).output(z.object({ restorePoint: RestorePoint.nullable() })),
}
