import type { Connection } from '#shared/domain/connection.ts'
import { AuthorDialog } from './author-dialog.tsx'
import { OtherFilesDialog } from './other-files-dialog.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'
import type { RepositoryState } from './state.ts'

/** The dialog for what only the user can answer, if there is something. */
export function Questions({ connection, repository }: { connection: Connection; repository: RepositoryState }) {
  const { question } = repository
  switch (question?.kind) {
    case 'author':
      return <AuthorDialog connectionId={connection.id} retry={question.retry} />
    case 'sign-in':
      return <SignInDialog connection={connection} question={question} />
    case 'other-files':
      return <OtherFilesDialog connection={connection} paths={question.paths} of={question.of} />
    default:
      return null
  }
}
