import { describe, expect, it } from 'vitest'
import { rejectionReason } from './rejection-reason.ts'

describe('rejectionReason', () => {
  it.each([
    // GitHub
    [
      'protected-branch',
      'error: GH006: Protected branch update failed for refs/heads/main.\nerror: Changes must be made through a pull request.\nprotected branch hook declined',
    ],
    [
      'protected-branch',
      'error: GH013: Repository rule violations found for refs/heads/main.\n\n- Changes must be made through a pull request.\npush declined due to repository rule violations',
    ],
    [
      'secret-found',
      'error: GH013: Repository rule violations found for refs/heads/main.\n- GITHUB PUSH PROTECTION\n  - Push cannot contain secrets',
    ],
    ['secret-found', 'error: GH009: Secrets detected! This push failed.'],
    [
      'file-too-large',
      "error: GH001: Large files detected. You may want to try Git Large File Storage\nerror: File a.zip is 123.45 MB; this exceeds GitHub's file size limit of 100.00 MB\npre-receive hook declined",
    ],
    [
      'workflow-scope',
      'refusing to allow an OAuth App to create or update workflow `.github/workflows/ci.yml` without `workflow` scope',
    ],
    [
      'workflow-scope',
      'refusing to allow a Personal Access Token to create or update workflow `.github/workflows/ci.yml` without `workflow` scope',
    ],
    [
      'workflow-scope',
      'refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission',
    ],
    [
      'commit-author',
      'error: GH007: Your push would publish a private email address.\nYou can make your email public or disable this protection',
    ],
    // GitLab
    [
      'protected-branch',
      'GitLab: You are not allowed to push code to protected branches on this project.\npre-receive hook declined',
    ],
    ['file-too-large', 'GitLab: File "a.bin" is larger than the allowed size of 1 MiB. Use Git LFS to manage this file.'],
    [
      'file-too-large',
      'GitLab: You are attempting to check in one or more blobs which exceed the 100.0MiB limit:\n- 1234 (130 MiB)',
    ],
    ['secret-found', 'GitLab:\nPUSH BLOCKED: Secrets detected in code changes\n--------'],
    [
      'commit-author',
      "GitLab: You cannot push commits for 'ada@example.test'. You can only push commits if the committer email is one of your own verified emails.",
    ],
    ['commit-author', "GitLab: Committer's email 'ada@example.test' does not follow the pattern '@acme.test$'"],
    ['commit-author', "GitLab: Author 'ada@example.test' is not a member of team"],
    // Bitbucket Cloud and Data Center
    ['protected-branch', 'Permission denied to update branch main.\npre-receive hook declined'],
    [
      'protected-branch',
      'Branch refs/heads/main can only be modified through pull requests.\nCheck your branch permissions configuration with the project administrator.',
    ],
    ['file-too-large', 'fatal: pack exceeds maximum allowed size'],
    // Azure DevOps
    [
      'protected-branch',
      'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
    ],
    [
      'file-too-large',
      'TF402436: The push was rejected because its size is greater than the 5120 MB limit for pushes in this repository.',
    ],
    ['secret-found', 'VS403654: The push was rejected because it contains one or more secrets.'],
    [
      'commit-author',
      'The push was rejected because it contains commits with an author email that does not match the policy-specified patterns.',
    ],
    // Nothing that is known.
    ['other', 'pre-receive hook declined'],
    ['other', 'Ticket number missing.\npre-receive hook declined'],
    ['other', "TF401027: You need the Git 'ForcePush' permission to perform this action."],
    ['other', 'Repository is over the size limit (4 GB) and will not accept further additions.'],
    ['other', ''],
  ])('%s: %s', (reason, words) => {
    expect(rejectionReason(words)).toBe(reason)
  })

  it('reads over line ends', () => {
    expect(rejectionReason('You are not allowed to push code to\nprotected branches')).toBe('protected-branch')
  })
})
