import { z } from 'zod'
import { ForeignOperation } from '../domain/repository.ts'

/**
 * Failures that a person must be told about, with what the words need. Texts live in the renderer's catalogue under the
 * same codes; `hostWords` is what the server itself said, already free of secrets.
 */
export const FAILURES = {
  /** The thing named by an id is not there (any more). */
  NOT_FOUND: {
    data: z.object({ what: z.enum(['api', 'connection', 'account', 'file', 'folder', 'restore-point', 'commit']) }),
  },
  /** The server wants a sign-in and there is none, or refused the one it got. */
  SIGN_IN_NEEDED: {
    data: z.object({
      domain: z.string(),
      reason: z.enum(['missing', 'rejected', 'expired', 'revoked', 'lost-at-restart']),
      hostWords: z.string().nullable(),
    }),
  },
  /** Signed in, but this account may not do that here. */
  ACCESS_DENIED: { data: z.object({ domain: z.string(), hostWords: z.string().nullable() }) },
  /** The organisation wants single sign-on for this sign-in; `url` is the host's page for it (good for an hour). */
  SSO_REQUIRED: { data: z.object({ domain: z.string(), url: z.url().nullable(), hostWords: z.string().nullable() }) },
  /** The organisation has not approved Graft as an application; `url` is the page where that is asked for. */
  APP_NOT_APPROVED: { data: z.object({ domain: z.string(), url: z.url().nullable(), hostWords: z.string().nullable() }) },
  /** Azure DevOps: the organisation's policy shuts out applications that sign in through OAuth (B10). */
  THIRD_PARTY_ACCESS_OFF: { data: z.object({ domain: z.string(), url: z.url().nullable(), hostWords: z.string().nullable() }) },
  /** The organisation accepts requests from listed network addresses only. */
  ADDRESS_NOT_ALLOWED: { data: z.object({ domain: z.string(), hostWords: z.string().nullable() }) },
  /** The sign-in lacks a right; `missing` are the host's names for it, empty where it gave none. */
  SCOPE_MISSING: { data: z.object({ domain: z.string(), missing: z.array(z.string()), hostWords: z.string().nullable() }) },
  /** Too many requests; nothing was done. `retryAt` is when the host answers again, where it said so. */
  RATE_LIMITED: {
    data: z.object({ domain: z.string(), retryAt: z.iso.datetime().nullable(), hostWords: z.string().nullable() }),
  },
  /** The host shuts this computer or account out for a while after failed sign-ins. Trying again makes it longer. */
  LOCKED_OUT: {
    data: z.object({ domain: z.string(), until: z.iso.datetime().nullable(), hostWords: z.string().nullable() }),
  },
  /** The host no longer offers what this Graft asks for; `change` is its number for the change, where it gave one. */
  HOST_CHANGED: { data: z.object({ domain: z.string(), change: z.string().nullable(), hostWords: z.string().nullable() }) },
  /** The server does not know the repository (or hides it from this account). */
  REMOTE_REPOSITORY_NOT_FOUND: { data: z.object({ url: z.string(), hostWords: z.string().nullable() }) },
  UNREACHABLE: {
    data: z.object({
      domain: z.string(),
      reason: z.enum(['name-not-found', 'refused', 'timed-out', 'connection-lost', 'no-route', 'proxy', 'other']),
    }),
  },
  CERTIFICATE_REJECTED: {
    data: z.object({
      domain: z.string(),
      reason: z.enum(['unknown-authority', 'self-signed', 'expired', 'wrong-name', 'other']),
    }),
  },
  /** The server or its Git program failed in a way no other code names. */
  REMOTE_FAILED: { data: z.object({ domain: z.string(), status: z.number().nullable(), hostWords: z.string().nullable() }) },
  /** Older commits are not in this clone, and the server does not give them to a clone that was made without them. */
  HISTORY_OUT_OF_REACH: { data: z.object({ domain: z.string(), hostWords: z.string().nullable() }) },
  /** Another program holds a lock file of the clone; it was waited for. `lock` is its path from the root of the clone. */
  REPOSITORY_BUSY: { data: z.object({ lock: z.string() }) },
  /** Branch, index or a file changed between the moment the work began and the moment it would have been written. Nothing was written. */
  REPOSITORY_MOVED: { data: z.object({ what: z.enum(['branch', 'index', 'file']), path: z.string().nullable() }) },
  /** A merge, rebase, … begun by another Git client has to be finished or aborted there first. */
  OPERATION_IN_PROGRESS: { data: z.object({ operation: ForeignOperation }) },
  DETACHED_HEAD: { data: z.object({ commit: z.string() }) },
  /** The clone is gone, moved, or no longer a repository. */
  CLONE_MISSING: { data: z.object({ folder: z.string(), reason: z.enum(['missing', 'not-a-repository', 'no-permission']) }) },
  UNSUPPORTED_REPOSITORY: {
    data: z.object({
      feature: z.enum([
        'sha256',
        'reftable',
        'split-index',
        'sparse-index',
        'unknown-extension',
        'alternates',
        'missing-objects',
      ]),
      detail: z.string().nullable(),
    }),
  },
  /** Objects of the repository are missing or damaged. */
  REPOSITORY_DAMAGED: { data: z.object({ detail: z.string() }) },
  /** The installed `git` is needed (SSH, credential helper) and is not there. */
  GIT_NOT_INSTALLED: { data: z.object({ neededFor: z.enum(['ssh', 'credential-helper']) }) },
  /** `git` over SSH failed; `hostWords` is what it printed. */
  SSH_FAILED: { data: z.object({ reason: z.enum(['host-key', 'permission', 'unreachable', 'other']), hostWords: z.string() }) },
  DISK_FULL: { data: z.object({}) },
  /** The system refused to read or write a file. `path` is from the root of the clone, or a name. */
  NO_PERMISSION: { data: z.object({ path: z.string() }) },
  /** A file name that would leave its folder, or that this system cannot hold. */
  INVALID_PATH: { data: z.object({ path: z.string() }) },
  /** What has to be a folder for a connection's files is a file, a link or a submodule on the checked-out branch; others put it there. */
  FOLDER_REPLACED: { data: z.object({ path: z.string() }) },
  /** A file Graft must not commit as it is: its filter (such as Git LFS) is not run here. */
  FILTERED_FILE: { data: z.object({ path: z.string(), filter: z.string() }) },
} as const satisfies Record<string, { data: z.ZodType }>

export type FailureCode = keyof typeof FAILURES
export type FailureData<C extends FailureCode> = z.infer<(typeof FAILURES)[C]['data']>
/** One failure as plain data: what crosses the worker and the contract. */
export type FailureValue = { [C in FailureCode]: { code: C; data: FailureData<C> } }[FailureCode]
