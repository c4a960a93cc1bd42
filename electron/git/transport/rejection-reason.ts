import type { PushOutcome } from '#shared/domain/repository.ts'

export type RejectionReason = Extract<PushOutcome, { kind: 'rejected' }>['reason']

/**
 * How the hosts word a refused push, the more telling first: one answer may name a rule set and, in its details, what broke it. As
 * documented by GitHub ("About protected branches", "Working with push protection", "About large files"), GitLab ("Push rules",
 * "Protected branches", "Secret push protection"), Bitbucket ("Branch permissions", "Reduce repository size") and Azure DevOps ("Branch
 * policies", "Repository policies").
 */
const WORDS: readonly (readonly [RejectionReason, RegExp])[] = [
  [
    'secret-found',
    /\bGH009\b|push cannot contain secrets|PUSH BLOCKED: Secrets|secrets? (was |were )?(detected|found) in|contains? (one or more )?secrets\b/i,
  ],
  ['workflow-scope', /refusing to allow an? .{1,80} to create or update workflow/i],
  [
    'file-too-large',
    /\bGH001\b|exceeds? (GitHub's|the) .{0,40}(size limit|MiB limit)|larger than the allowed size|blobs? which exceeds?|pack exceeds maximum allowed size|file size (exceeds|is greater)|files? (greater|larger) than \d|\bTF402436\b/i,
  ],
  [
    'commit-author',
    /\bGH007\b|private e-?mail address|can only push commits if the committer|cannot push commits for|\b(author|committer)('s)? (e-?mail|name)\b.{0,160}\b(pattern|match|follow|verified|allowed)|only push your own commits|\b(author|committer) '[^']+' is not (a member|recogni[sz]ed)|committer is not authenticated/i,
  ],
  [
    'protected-branch',
    /\bGH006\b|\bGH013\b|\bTF402455\b|protected branch|(to|update) protected branches|permission denied to (update|create) branch|branch restrictions?\b|branch permissions?\b|only be (modified|changed|updated) (through|via|by) (a )?(pull|merge) requests?|must (use|be made through) a (pull|merge) request|branch is (currently )?(locked|protected|restricted|read-only)|pushes to this branch are (not permitted|restricted)/i,
  ],
]

/** What a server that refuses a push means by its words (`ng` line and side band, gitprotocol-pack); `other` where it is not known. */
export function rejectionReason(words: string): RejectionReason {
  // Lines are broken wherever a server likes.
  const text = words.replace(/\s+/g, ' ')
  return WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'
}
