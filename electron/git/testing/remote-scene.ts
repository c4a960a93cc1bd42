import { mkdtempSync, rmSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  cloneRepository,
  commitToBare,
  createBareRepository,
  type FileChanges,
  git,
  isolatedGitEnvironment,
} from '../../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../../e2e/sandbox/git-server.ts'
import type { RemoteAccess, Workspace } from '../contract.ts'
import { openRepo, type Repo, type RepoDeps } from '../repository/repo.ts'

/** A server with one repository, a clone of it, and a colleague who pushes by command-line Git. */
export interface RemoteScene {
  folder: string
  server: GitServer
  bare: string
  clone: string
  workspace: Workspace
  access: RemoteAccess
  /** Commits files on the server's branch, as somebody else. Returns the commit's id. */
  colleague(files: FileChanges, branch?: string): string
  open(deps?: Partial<RepoDeps>): Promise<Repo>
  git(...args: string[]): string
  dispose(): Promise<void>
}

export const TOKEN = 'sandbox-token-0123456789'
export const DIRECTORIES = { schema: 'postman/schemas', collection: 'postman/collections' }
export const DEFINITION = 'postman/schemas/index.yaml'
export const COLLECTION = 'postman/collections/pets.json'

export const FIRST_FILES: FileChanges = {
  'README.md': '# Pets\n',
  'src/app.ts': 'export const app = 1\n',
  [DEFINITION]: 'openapi: 3.1.0\ninfo:\n  title: Pets\n',
  [COLLECTION]: '{ "info": { "name": "Pets" } }\n',
}

export async function setRemoteScene(options: { files?: FileChanges | null } = {}): Promise<RemoteScene> {
  const folder = mkdtempSync(join(tmpdir(), 'graft-remote-'))
  const bare = createBareRepository(folder, 'team/pets.git')
  if (options.files !== null) commitToBare(bare, options.files ?? FIRST_FILES, 'Begin')
  const server = await startGitServer({ repositories: folder, credentials: [{ username: null, token: TOKEN }] })
  const clone = cloneRepository(bare, join(folder, 'clone'), server.urlOf('team/pets.git'))
  return {
    folder,
    server,
    bare,
    clone,
    workspace: { root: clone, directories: DIRECTORIES },
    access: {
      remote: 'origin',
      domain: server.url,
      signIn: { kind: 'token', username: null, token: TOKEN },
      proxy: null,
      certificateAuthorities: [],
    },
    colleague: (files, branch = 'main') => commitToBare(bare, files, 'A change by somebody else', branch),
    open: (deps) => openRepo(clone, { ...isolatedDeps(), ...deps }),
    git: (...args) => git(clone, ...args),
    async dispose() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Dependencies under which a repository sees nobody's configuration but its own. */
export function isolatedDeps(): RepoDeps {
  const {
    GIT_AUTHOR_NAME: _n,
    GIT_AUTHOR_EMAIL: _e,
    GIT_COMMITTER_NAME: _cn,
    GIT_COMMITTER_EMAIL: _ce,
    ...variables
  } = isolatedGitEnvironment()
  return { environment: { home: devNull, variables }, reached: () => {}, now: () => new Date() }
}
