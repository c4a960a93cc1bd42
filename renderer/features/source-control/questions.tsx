import type { Api } from '#shared/domain/api.ts'
import type { Connection } from '#shared/domain/connection.ts'
import { AuthorDialog } from './author-dialog.tsx'
import { DefaultBranchDialog } from './default-branch-dialog.tsx'
import { OtherFilesDialog } from './other-files-dialog.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'
import { knownStatus, type RepositoryState } from './state.ts'
import { branchName } from './views.ts'

interface QuestionsProps {
  api: Api
  connection: Connection
  repository: RepositoryState
}

/** The dialog for what only the user can answer, if there is something. */
export function Questions({ api, connection, repository }: QuestionsProps) {
  const { question } = repository
  const status = knownStatus(repository)
  switch (question?.kind) {
    case 'author':
      return <AuthorDialog connection={connection} repository={repository} retry={question.retry} />
    case 'sign-in':
      return <SignInDialog connection={connection} question={question} />
    case 'other-files':
      return <OtherFilesDialog connection={connection} paths={question.paths} of={question.of} />
    case 'default-branch':
      return status === null ? null : (
        <DefaultBranchDialog
          repository={repository}
          branch={branchName(status) ?? connection.branch}
          apiName={api.name}
          retry={question.retry}
        />
      )
    default:
      return null
  }
}
