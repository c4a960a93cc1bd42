import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Directories } from '#shared/domain/connection.ts'
import { commitToBare, createBareRepository, type FileChanges, git } from '../../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../../e2e/sandbox/git-server.ts'
import type { CallOptions, CloneOutcome, RemoteAccess, Workspace } from '../contract.ts'
import { cloneManaged } from '../managed/clone-managed.ts'
import { openRepo, type Repo, type RepoDeps } from '../repository/repo.ts'
import { DIRECTORIES, isolatedDeps, TOKEN } from './remote-scene.ts'

/** A server with one repository, and the place where a managed clone of it is to lie. */
export interface ManagedScene {
  folder: string
  server: GitServer
  bare: string
  workspace: Workspace
  access: RemoteAccess
  /** `via` is the origin to reach the server at, instead of its own. */
  clone(options?: CallOptions & { deps?: Partial<RepoDeps>; branch?: string; via?: string }): Promise<CloneOutcome>
  open(deps?: Partial<RepoDeps>): Promise<Repo>
  colleague(files: FileChanges, branch?: string): string
  /** Runs command-line Git in the clone, which cannot reach the server: what it needs has to be here. */
  git(...args: string[]): string
  /** Everything that lies in the working folder, by path. */
  checkedOut(): string[]
  /** What lies where clones are made. */
  clonesFolder(): string[]
  dispose(): Promise<void>
}

export const SURROUNDINGS: FileChanges = {
  '.gitattributes': '*.bat text eol=crlf\n',
  '.gitignore': '*.log\n',
  'README.md': '# Pets\n',
  'src/app.ts': 'export const app = 1\n',
  'src/deep/er/code.ts': 'export const code = 2\n',
  'docs/guide/intro.md': 'Hello\n',
  'postman/notes.txt': 'beside the folders\n',
  'postman/environments/local.json': '{}\n',
  'postman/schemas/index.yaml': 'openapi: 3.1.0\ninfo:\n  title: Pets\n',
  'postman/schemas/parts/pet.yaml': 'type: object\n',
  'postman/collections/pets.json': '{ "info": { "name": "Pets" } }\n',
  '.postman/api': '[config]\n',
}
export const CHECKED_OUT = [
  '.postman/api',
  'postman/collections/pets.json',
  'postman/schemas/index.yaml',
  'postman/schemas/parts/pet.yaml',
]

/** What command-line Git calls a server that lets go of everything. */
export const GENEROUS: Record<string, string> = { 'uploadpack.allowFilter': 'true', 'uploadpack.allowAnySHA1InWant': 'true' }

export async function setManagedScene(
  options: { files?: FileChanges | null; settings?: Record<string, string>; directories?: Directories } = {},
): Promise<ManagedScene> {
  const folder = mkdtempSync(join(tmpdir(), 'graft-managed-'))
  const bare = createBareRepository(folder, 'team/pets.git')
  for (const [name, value] of Object.entries(options.settings ?? GENEROUS)) git(bare, 'config', name, value)
  if (options.files !== null) {
    commitToBare(bare, { 'src/app.ts': 'export const app = 0\n' }, 'Begin')
    commitToBare(bare, options.files ?? SURROUNDINGS, 'Go on')
  }
  const server = await startGitServer({ repositories: folder, credentials: [{ username: null, token: TOKEN }] })
  const clones = join(folder, 'clones')
  const workspace: Workspace = { root: join(clones, 'pets'), directories: options.directories ?? DIRECTORIES }
  const access: RemoteAccess = {
    remote: 'origin',
    domain: server.url,
    signIn: { kind: 'token', username: null, token: TOKEN },
    proxy: null,
    certificateAuthorities: [],
  }
  return {
    folder,
    server,
    bare,
    workspace,
    access,
    clone: ({ deps, branch = 'main', via = server.url, ...rest } = {}) =>
      cloneManaged(
        { workspace, url: `${via}/team/pets.git`, branch, access: { ...access, domain: via } },
        { ...isolatedDeps(), ...deps },
        rest,
      ),
    open: (deps) => openRepo(workspace.root, { ...isolatedDeps(), ...deps }),
    colleague: (files, branch = 'main') => commitToBare(bare, files, 'A change by somebody else', branch),
    git: (...args) => git(workspace.root, '-c', 'protocol.allow=never', ...args),
    checkedOut: () => filesBelow(workspace.root, workspace.root),
    clonesFolder: () => (existsSync(clones) ? readdirSync(clones) : []),
    async dispose() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !(folder === root && entry.name === '.git'))
    .flatMap((entry) => {
      const place = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(root, place) : [relative(root, place)]
    })
    .sort()
}
