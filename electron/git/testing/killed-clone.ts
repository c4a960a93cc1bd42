import { cloneManaged } from '../managed/clone-managed.ts'
import { DIRECTORIES } from './clone.ts'

// A process of its own that makes a managed clone and kills itself, without any cleaning up, at a named moment.
const [root = '', moment = ''] = process.argv.slice(2)
const server = process.env['SERVER'] ?? ''

await cloneManaged(
  {
    workspace: { root, directories: DIRECTORIES },
    url: `${server}/team/pets.git`,
    branch: 'main',
    access: {
      remote: 'origin',
      domain: server,
      signIn: { kind: 'token', username: null, token: process.env['TOKEN'] ?? '' },
      proxy: null,
      certificateAuthorities: [],
    },
  },
  {
    environment: { home: process.env['HOME'] ?? '', variables: process.env },
    reached: (checkpoint) => {
      if (checkpoint === moment) process.kill(process.pid, 'SIGKILL')
    },
    now: () => new Date(),
  },
)
