import { widenClone } from '../managed/widen-clone.ts'
import { openRepo } from '../repository/repo.ts'
import { DIRECTORIES } from './clone.ts'

// A process of its own that brings further folders into a managed clone and kills itself, without any cleaning up, at a moment.
const [root = '', moment = '', ...folders] = process.argv.slice(2)

const repo = await openRepo(root, {
  environment: { home: process.env['HOME'] ?? '', variables: process.env },
  reached: (checkpoint) => {
    if (checkpoint === moment) process.kill(process.pid, 'SIGKILL')
  },
  now: () => new Date(),
})
await widenClone(repo, {
  workspace: { root, directories: DIRECTORIES },
  folders,
  access: {
    remote: 'origin',
    domain: process.env['SERVER'] ?? '',
    signIn: { kind: 'token', username: null, token: process.env['TOKEN'] ?? '' },
    proxy: null,
    certificateAuthorities: [],
  },
})
