import { startGitServer } from '../e2e/sandbox/git-server.ts'

/** The sandbox's Git server in a process of its own, so that what it does weighs on nobody's main thread. Prints its origin. */
const [repositories = '', token = ''] = process.argv.slice(2)
const server = await startGitServer({ repositories, credentials: [{ username: null, token }] })
console.log(server.url)
