import { spawn } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { expect } from 'vitest'
import { Failure } from '#electron/failure.ts'
import type { FailureCode } from '#shared/contract/failures.ts'
import { git } from '../../../e2e/sandbox/git-command.ts'
import type { GitOperations } from '../contract.ts'
import { createGitOperations } from '../operations.ts'
import { isolatedDeps } from '../testing/remote-scene.ts'
import { differences, type Folder, readFolder } from './folder.ts'
import { Model } from './model.ts'
import { FILE_OR_FOLDER } from './places.ts'
import type { Scene } from './scene.ts'
import type { Crash } from './steps.ts'
import { reachableBlobs } from './where-kept.ts'

type Operation = keyof GitOperations
type Input<O extends Operation> = Parameters<GitOperations[O]>[0]
type Outcome<O extends Operation> = Awaited<ReturnType<GitOperations[O]>>

/** How an operation ended, and what the working folder held before and after it. */
export type Ended<T> = { before: Folder; after: Folder } & (
  | { kind: 'done'; outcome: T }
  | { kind: 'failed' }
  /** Cut off: anything from nothing to all of it may have happened. */
  | { kind: 'crashed' }
)

/** What an operation may refuse in these sequences. `REPOSITORY_BUSY` would be a lock that nobody holds. */
function isRefusal(failure: Failure): boolean {
  // A file can't come to lie where a folder is, nor below another file; nothing else of the sequences moves while one works.
  if (is(failure, 'REPOSITORY_MOVED')) return failure.data.path?.startsWith(FILE_OR_FOLDER) ?? false
  return REFUSALS.has(failure.code)
}

function is<C extends FailureCode>(failure: Failure, code: C): failure is Failure<C> {
  return failure.code === code
}

const REFUSALS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'OPERATION_IN_PROGRESS',
  'DETACHED_HEAD',
  'FOLDER_REPLACED',
  'NOT_FOUND',
])

class CutOff extends Error {}

/** One sequence's clone, what was done to it, and Graft at work in it. */
export class World {
  readonly scene: Scene
  readonly model = new Model()
  private crash: (Crash & { met: number; happened: boolean }) | null = null
  private mayHaveToRecover = false
  private operations = this.start()

  constructor(scene: Scene) {
    this.scene = scene
  }

  get root(): string {
    return this.scene.workspace.root
  }

  folder(): Map<string, string> {
    return readFolder(this.root)
  }

  git(...args: string[]): string {
    return git(this.root, ...args)
  }

  /** Asks Graft for facts; nothing may change by that. */
  async ask<O extends Operation>(operation: O, input: Input<O>): Promise<Outcome<O>> {
    await this.recover()
    return this.call(operation, input)
  }

  /** What the next start of Graft does first; hands may have been at work since the crash. */
  async recover(): Promise<void> {
    if (!this.mayHaveToRecover) return
    this.mayHaveToRecover = false
    const before = this.folder()
    await this.operations.recover(this.scene.workspace)
    this.model.byGraft(before, this.folder())
    this.model.keep(reachableBlobs(this.root))
    expect(existsSync(`${this.root}/.git/index.lock`), 'a lock stayed after a crash').toBe(false)
  }

  /** Lets Graft do something, perhaps cut off in its midst, and notes what that means for the promise. */
  async graft<O extends Operation>(operation: O, input: Input<O>, crash: Crash | null): Promise<Ended<Outcome<O>>> {
    await this.recover()
    const before = this.folder()
    const ended = await this.attempt(operation, input, crash)
    const after = this.folder()
    this.model.byGraft(before, after)
    if (ended.kind === 'failed') {
      const { failure } = ended
      expect(differences(before, after), `${operation} failed and changed files`).toEqual([])
      if (!isRefusal(failure)) throw failure
      return { kind: 'failed', before, after }
    }
    return { ...ended, before, after }
  }

  private async attempt<O extends Operation>(
    operation: O,
    input: Input<O>,
    crash: Crash | null,
  ): Promise<{ kind: 'done'; outcome: Outcome<O> } | { kind: 'failed'; failure: Failure } | { kind: 'crashed' }> {
    if (crash?.how === 'kill') {
      await this.killed(operation, input, crash.at)
      this.startAgain()
      return { kind: 'crashed' }
    }
    const cut = crash && { ...crash, met: 0, happened: false }
    this.crash = cut
    try {
      const outcome = await this.call(operation, input)
      if (!cut?.happened) return { kind: 'done', outcome }
    } catch (error) {
      if (!cut?.happened) {
        if (error instanceof Failure) return { kind: 'failed', failure: error }
        throw error
      }
    } finally {
      this.crash = null
    }
    this.bringBack()
    this.startAgain()
    return { kind: 'crashed' }
  }

  private call<O extends Operation>(operation: O, input: Input<O>): Promise<Outcome<O>> {
    const work = this.operations[operation] as (input: Input<O>) => Promise<Outcome<O>>
    return work(input)
  }

  private start(): GitOperations {
    return createGitOperations({ ...isolatedDeps(), reached: () => this.reached() })
  }

  private reached(): void {
    const { crash } = this
    if (!crash) return
    if (crash.happened || crash.met++ < crash.at) return
    crash.happened = true
    if (crash.how === 'vanish') renameSync(this.root, this.gone)
    throw new CutOff(`cut off (${crash.how})`)
  }

  /** The clone as it was at the moment of the crash, whatever was tried afterwards. */
  private bringBack(): void {
    if (!existsSync(this.gone)) return
    rmSync(this.root, { recursive: true, force: true })
    renameSync(this.gone, this.root)
  }

  private startAgain(): void {
    this.operations = this.start()
    this.mayHaveToRecover = true
  }

  private killed(operation: Operation, input: unknown, at: number): Promise<void> {
    const child = spawn(process.execPath, [this.scene.killedOperation, JSON.stringify({ operation, input, at })], {
      env: isolatedDeps().environment.variables,
      stdio: 'ignore',
    })
    return new Promise((resolve, reject) => child.once('error', reject).once('exit', () => resolve()))
  }

  private get gone(): string {
    return `${this.root}.gone`
  }
}
