import { amend } from '../amend.ts'
import { switchBranch } from '../branches/switch-branch.ts'
import { commit } from '../commit.ts'
import { discard } from '../discard.ts'
import { pullBranch } from '../pull.ts'
import { openRepo } from '../repository/repo.ts'
import { restore } from '../restore.ts'
import { listRestorePoints } from '../restore-points.ts'
import { DIRECTORIES } from './clone.ts'

// A process of its own that carries out one operation and kills itself, without any cleaning up, at a named moment.
const [root = '', operation = '', moment = '', ...paths] = process.argv.slice(2)

const repo = await openRepo(root, {
  environment: { home: process.env['HOME'] ?? '', variables: process.env },
  reached: (checkpoint) => {
    if (checkpoint === moment) process.kill(process.pid, 'SIGKILL')
  },
  now: () => new Date(),
})
const workspace = { directories: DIRECTORIES }
if (operation === 'commit') await commit(repo, { workspace, paths, message: 'Killed', author: null })
if (operation === 'commit-onto') {
  await commit(repo, { workspace, paths, message: 'Killed', author: null, onto: { kind: 'new-branch', name: 'killed' } })
}
if (operation === 'switch') {
  const [name = ''] = paths
  await switchBranch(repo, { workspace, remote: 'origin', access: null, to: { kind: 'remote', name }, edits: 'leave' })
}
if (operation === 'amend') await amend(repo, { workspace: { ...workspace, root }, paths, message: 'Killed', author: null })
if (operation === 'discard') await discard(repo, { workspace, paths })
if (operation === 'restore') {
  const point = (await listRestorePoints(repo)).at(0)
  if (point) await restore(repo, { workspace, id: point.id, paths: null })
}
if (operation === 'pull') {
  await pullBranch(repo, {
    workspace,
    access: {
      remote: 'origin',
      domain: process.env['SERVER'] ?? '',
      signIn: { kind: 'token', username: null, token: process.env['TOKEN'] ?? '' },
      proxy: null,
      certificateAuthorities: [],
    },
    otherFiles: 'update',
    author: null,
  })
}
