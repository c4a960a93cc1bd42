import type { RepositoryCheck } from '#shared/contract/connections.ts'
import type { Answered, CloudEvent } from './events.ts'
import { askBranch, askRepository, settle } from './questions.ts'
import type { CloudState } from './state.ts'

/** What is entered for a repository at a cloud host. A part that lies in another one falls when that one changes. */
export function editCloud(state: CloudState, event: CloudEvent): CloudState {
  switch (event.kind) {
    case 'organisation-entered':
      if (event.organisation === state.organisation) return state
      return askRepository(
        { ...state, organisation: event.organisation, project: '', repository: '', branch: null },
        event.entry,
      )
    case 'project-entered':
      if (event.project === state.project) return state
      return askRepository({ ...state, project: event.project, repository: '', branch: null }, event.entry)
    case 'repository-entered':
      if (event.repository === state.repository) return state
      return askRepository({ ...state, repository: event.repository, branch: null }, event.entry)
    case 'repository-recheck':
      return askRepository(state, 'taken')
    case 'repository-checked':
      return repositoryChecked(state, event.ticket, event.result)
    case 'branch-entered':
      return event.branch === state.branch ? state : askBranch({ ...state, branch: event.branch }, event.entry)
    case 'branch-recheck':
      return askBranch(state, 'taken')
    case 'branch-checked': {
      const branchCheck = settle(state.branchCheck, event.ticket, event.result)
      return branchCheck === state.branchCheck ? state : { ...state, branchCheck }
    }
  }
}

function repositoryChecked(state: CloudState, ticket: number, result: Answered<RepositoryCheck>): CloudState {
  const repositoryCheck = settle(state.repositoryCheck, ticket, result)
  if (repositoryCheck === state.repositoryCheck) return state
  return askBranch({ ...state, repositoryCheck }, 'taken')
}
