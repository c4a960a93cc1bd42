import { type HostAnswer, recogniseTrouble, type TroubleContext } from '#shared/domain/host-trouble.ts'
import { bodyWords } from '#shared/domain/server-words.ts'
import { Failure } from '../failure.ts'

/**
 * What a refusing answer of a Git server means: the troubles that hosts are known to signal (`recogniseTrouble`), and what is left.
 * `url` is the repository's, without credentials.
 */
export function refusal(answer: HostAnswer, context: Omit<TroubleContext, 'asked'> & { url: string }): Failure {
  const trouble = recogniseTrouble(answer, { ...context, asked: 'git' })
  if (trouble) return new Failure(trouble.code, trouble.data)
  const { domain, url, secrets } = context
  const hostWords = bodyWords(answer.headers['content-type'], answer.body, secrets)
  if (answer.status === 404) return new Failure('REMOTE_REPOSITORY_NOT_FOUND', { url, hostWords })
  return new Failure('REMOTE_FAILED', { domain, status: answer.status, hostWords })
}
