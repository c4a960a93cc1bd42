/** Pull requests of the active branch (GitLab calls them merge requests), and merging it without one. */
export const pullRequests = {
  title: '{term, select, merge {Merge requests} other {Pull requests}}',
  create: '{term, select, merge {Create merge request} other {Create pull request}}',
  newPage: '{term, select, merge {New merge request at the host} other {New pull request at the host}}',
  none: '{term, select, merge {No open merge request of this branch.} other {No open pull request of this branch.}}',
  pushFirst:
    '{term, select, merge {Push the branch, then others can look at it in a merge request.} other {Push the branch, then others can look at it in a pull request.}}',
  into: 'into {target}',
  open: 'Open page',
  from: 'From',
  'state.open': 'open',
  'state.draft': 'draft',
  'state.merged': 'merged',
  'state.closed': 'closed',
  'field.title': 'Title',
  'field.description': 'Description',
  'field.target': 'Into the branch',
  'field.draft': 'Create it as a draft, not to be merged yet',
  created: '{term, select, merge {Merge request} other {Pull request}} {number} was created.',
  refused: '{term, select, merge {The host did not create the merge request} other {The host did not create the pull request}}',
  safe: 'Your branch is as it was, and what you wrote stays here.',
  notPushed:
    'The branch has commits that are not on the server yet. Push them first; the {term, select, merge {merge request} other {pull request}} shows what the server has.',

  merge: 'Merge into {into}',
  'merge.title': 'Merge {branch} into {into}?',
  'merge.text': 'The commits of {branch} become part of {into} on the server at once, for everybody, without a review.',
  'merge.textCount':
    '{count, plural, one {# commit of {branch} becomes} other {# commits of {branch} become}} part of {into} on the server at once, for everybody, without a review.',
  'merge.safe':
    'Nothing is forced: where {into} is protected or both sides changed the same, nothing is sent, and you are told. You stay on {branch}, and your files stay as they are.',
  'merge.uncommitted':
    '{count, plural, one {# changed file is not committed and no part of it} other {# changed files are not committed and no part of it}}.',
  'merge.protected.yes':
    'The host says that {into} is protected: it will most likely refuse. {term, select, merge {A merge request} other {A pull request}} is the way there.',
  'merge.protected.partly': 'The host has rules for {into}; it may refuse.',
} as const
