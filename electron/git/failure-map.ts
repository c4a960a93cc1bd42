import { Failure } from '../failure.ts'

/** A refusing HTTP status as a failure. `signedIn` tells whether the request carried credentials. */
export function statusFailure(
  status: number,
  answer: { domain: string; url: string; hostWords: string | null; signedIn: boolean },
): Failure {
  const { domain, url, hostWords } = answer
  switch (status) {
    // Azure DevOps answers 203 with its sign-in page where others say 401.
    case 203:
    case 401:
      return new Failure('SIGN_IN_NEEDED', { domain, reason: answer.signedIn ? 'rejected' : 'missing', hostWords })
    case 403:
      return new Failure('ACCESS_DENIED', { domain, hostWords })
    case 404:
      return new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url, hostWords })
    case 407:
      return new Failure('UNREACHABLE', { domain, reason: 'proxy' })
    default:
      return new Failure('REMOTE_FAILED', { domain, status, hostWords })
  }
}
