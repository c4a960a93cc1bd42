import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { z } from 'zod'
import type { StorageProblem } from '#shared/contract/app.ts'
import { Failure } from '../failure.ts'
import { flushFolder, writeAtomically } from './atomic-write.ts'
import { asFileFailure, isMissing } from './file-failure.ts'

/** What a kind of document is: the shape of its data, its version, and how older data becomes data of the next version. */
export interface DocumentKind<T> {
  version: number
  schema: z.ZodType<T>
  /** `migrations[n]` turns data of version n into data of version n + 1. */
  migrations: Readonly<Record<number, (data: unknown) => unknown>>
}

export interface DocumentContext {
  /** Absolute; documents are named by their path within it. */
  dataFolder: string
  now: () => Date
  report: (problem: StorageProblem) => void
  /** Told of every write that begins, so that nobody ends the process before it has. */
  writing?: (write: Promise<unknown>) => void
}

/** One JSON document on disk, read once and kept in memory; only this process writes it. */
export interface StoredDocument<T> {
  current(): T | null
  write(data: T): Promise<void>
  /** Writes what becomes of the data as it is once all earlier writes are done; null leaves it. */
  update(change: (data: T | null) => T | null): Promise<void>
  remove(): Promise<void>
}

type Reading<T> =
  | { kind: 'read'; data: T }
  | { kind: 'absent' }
  /** Unusable bytes, moved out of the way and reported. */
  | { kind: 'set-aside' }
  /** Left where it is: written by a newer Graft, or not readable for this user. */
  | { kind: 'untouchable' }

const Envelope = z.object({ version: z.number().int().positive(), data: z.unknown() })

/**
 * Opens a document `{ version, data }`. One that can't be read is renamed to `<name>.unreadable-<time>.json` and reported; one
 * of a newer version stays untouched, is reported, and refuses writes with `NO_PERMISSION`.
 */
export async function openDocument<T>(
  file: string,
  kind: DocumentKind<T>,
  context: DocumentContext,
): Promise<StoredDocument<T>> {
  const reading = await readDocument(file, kind, context)
  const name = documentName(file, context)
  let data = reading.kind === 'read' ? reading.data : null
  let last: Promise<void> = Promise.resolve()

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    if (reading.kind === 'untouchable') return Promise.reject(new Failure('NO_PERMISSION', { path: name }))
    const turn = last.then(work).catch((error) => {
      throw asFileFailure(error, name)
    })
    last = turn.catch(() => undefined)
    context.writing?.(last)
    return turn
  }

  const update = (change: (data: T | null) => T | null): Promise<void> =>
    inTurn(async () => {
      const next = change(data)
      if (next === null) return
      await mkdir(dirname(file), { recursive: true })
      const text = `${JSON.stringify({ version: kind.version, data: next }, null, 2)}\n`
      await writeAtomically({ file, bytes: Buffer.from(text), mode: 0o600 })
      data = next
    })

  return {
    current: () => data,
    write: (next) => update(() => next),
    update,
    remove: () =>
      inTurn(async () => {
        await rm(file, { force: true })
        await flushFolder(dirname(file))
        data = null
      }),
  }
}

async function readDocument<T>(file: string, kind: DocumentKind<T>, context: DocumentContext): Promise<Reading<T>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return { kind: 'absent' }
    const name = documentName(file, context)
    context.report({ document: name, setAsideAs: name, reason: 'unreadable' })
    return { kind: 'untouchable' }
  }
  const parsed = parseJson(text)
  if (parsed === undefined) return setAside(file, 'not-json', context)
  const envelope = Envelope.safeParse(parsed)
  if (!envelope.success) return setAside(file, 'invalid', context)
  if (envelope.data.version > kind.version) {
    const name = documentName(file, context)
    context.report({ document: name, setAsideAs: name, reason: 'newer-version' })
    return { kind: 'untouchable' }
  }
  const migrated = migrate(envelope.data.version, envelope.data.data, kind)
  const checked = kind.schema.safeParse(migrated)
  return checked.success ? { kind: 'read', data: checked.data } : setAside(file, 'invalid', context)
}

function migrate<T>(version: number, data: unknown, kind: DocumentKind<T>): unknown {
  if (version >= kind.version) return data
  const step = kind.migrations[version]
  if (!step) return undefined
  try {
    return migrate(version + 1, step(data), kind)
  } catch {
    // Data that a migration can't digest is set aside like any other invalid document.
    return undefined
  }
}

async function setAside<T>(file: string, reason: StorageProblem['reason'], context: DocumentContext): Promise<Reading<T>> {
  const time = context.now().toISOString().replaceAll(/[-:.]/g, '')
  const aside = file.replace(/(\.json)?$/, `.unreadable-${time}.json`)
  try {
    await rename(file, aside)
  } catch {
    context.report({ document: documentName(file, context), setAsideAs: documentName(file, context), reason })
    return { kind: 'untouchable' }
  }
  context.report({ document: documentName(file, context), setAsideAs: documentName(aside, context), reason })
  return { kind: 'set-aside' }
}

function documentName(file: string, context: DocumentContext): string {
  return relative(context.dataFolder, file).replaceAll('\\', '/')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
