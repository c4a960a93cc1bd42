import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { cloneRepository, commitToBare, createBareRepository, git } from '../../../e2e/sandbox/git-command.ts'
import { type GitServer, startGitServer } from '../../../e2e/sandbox/git-server.ts'
import type { RemoteAccess, Workspace } from '../contract.ts'
import { DIRECTORIES, FIRST_FILES, TOKEN } from '../testing/remote-scene.ts'

/** A clone and the bare repository it came from, fresh for one sequence. */
export interface Scene {
  folder: string
  bare: string
  workspace: Workspace
  access: RemoteAccess
  /** Bundled, so that it starts at once: carries out one operation and is killed in it. */
  killedOperation: string
  remove(): void
}

/** What all sequences begin with is made once and copied; one server serves them all. */
export class Stage {
  private readonly folder: string
  private readonly server: GitServer
  private count = 0

  private constructor(folder: string, server: GitServer) {
    this.folder = folder
    this.server = server
  }

  static async set(): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'graft-promise-'))
    const bare = createBareRepository(join(folder, 'first'), 'pets.git')
    for (const part of ['hooks', 'info', 'description']) rmSync(join(bare, part), { recursive: true, force: true })
    commitToBare(bare, FIRST_FILES, 'Begin')
    const begun = git(bare, 'rev-parse', 'main')
    commitToBare(bare, { 'postman/schemas/parts/pet.yaml': 'type: object\n', 'src/app.ts': 'export const app = 2\n' }, 'Go on')
    git(bare, 'branch', 'feature/there', begun)
    commitToBare(bare, { 'postman/collections/pets.json': '{ "info": {} }\n' }, 'On a branch', 'feature/there')
    const clone = cloneRepository(bare, join(folder, 'first', 'clone'), 'origin-of-the-scene')
    rmSync(join(clone, '.git/hooks'), { recursive: true, force: true })
    git(clone, 'config', 'gc.auto', '0')
    git(clone, 'branch', 'feature/here', begun)
    await bundleKilledOperation(folder)
    return new Stage(folder, await startGitServer({ repositories: folder, credentials: [{ username: null, token: TOKEN }] }))
  }

  scene(): Scene {
    this.count += 1
    const name = `scene-${this.count}`
    const folder = join(this.folder, name)
    cpSync(join(this.folder, 'first'), folder, { recursive: true, preserveTimestamps: true })
    const root = join(folder, 'clone')
    const config = join(root, '.git/config')
    const url = this.server.urlOf(`${name}/pets.git`)
    writeFileSync(config, readFileSync(config, 'utf8').replace('origin-of-the-scene', url))
    this.server.requests.length = 0
    return {
      folder,
      bare: join(folder, 'pets.git'),
      workspace: { root, directories: DIRECTORIES },
      access: {
        remote: 'origin',
        domain: this.server.url,
        signIn: { kind: 'token', username: null, token: TOKEN },
        proxy: null,
        certificateAuthorities: [],
      },
      killedOperation: join(this.folder, 'killed-operation.mjs'),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    }
  }

  async strike(): Promise<void> {
    await this.server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function bundleKilledOperation(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, '../../..'),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'killed-operation.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'killed-operation.mjs', codeSplitting: false } },
    },
  })
}
