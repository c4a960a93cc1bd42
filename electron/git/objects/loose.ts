import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { isMissing, systemFailure } from '../repository/system-failure.ts'
import { makeYoung } from './freshen.ts'
import type { ObjectType } from './model.ts'
import type { StoredObject } from './object-store.ts'

function looseFile(folder: string, oid: ObjectId): string {
  return join(folder, oid.slice(0, 2), oid.slice(2))
}

export function hasLoose(folder: string, oid: ObjectId): boolean {
  return existsSync(looseFile(folder, oid))
}

/** Makes an object's file as young as a new one; false where it is not there, or not ours to touch. */
export function freshenLoose(folder: string, oid: ObjectId): boolean {
  return makeYoung(looseFile(folder, oid))
}

const TYPES: readonly string[] = ['commit', 'tree', 'blob', 'tag'] satisfies ObjectType[]
export function isObjectType(text: string): text is ObjectType {
  return TYPES.includes(text)
}

export function readLoose(folder: string, oid: ObjectId): StoredObject | null {
  let packed: Buffer
  try {
    packed = readFileSync(looseFile(folder, oid))
  } catch (error) {
    if (isMissing(error)) return null
    throw systemFailure(error, `objects/${oid}`)
  }
  let bytes: Buffer
  try {
    bytes = inflateSync(packed)
  } catch (error) {
    throw new Failure('REPOSITORY_DAMAGED', { detail: `object ${oid}` }, { cause: error })
  }
  const end = bytes.indexOf(0)
  const [type = '', size] = bytes.toString('latin1', 0, end).split(' ')
  const content = bytes.subarray(end + 1)
  if (!isObjectType(type) || content.length !== Number(size)) {
    throw new Failure('REPOSITORY_DAMAGED', { detail: `object ${oid}` })
  }
  return { type, content }
}

/** Writes a loose object under a temporary name, flushes it, and gives it its own name: it is there whole or not at all. */
export function writeLoose(folder: string, oid: ObjectId, type: ObjectType, content: Uint8Array): void {
  const file = looseFile(folder, oid)
  const parent = join(folder, oid.slice(0, 2))
  const temporary = join(parent, `tmp_obj_${randomBytes(6).toString('hex')}`)
  try {
    mkdirSync(parent, { recursive: true })
    const handle = openSync(temporary, 'wx', 0o444)
    try {
      const bytes = deflateSync(Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]), { level: 1 })
      let at = 0
      while (at < bytes.length) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    moveIntoPlace(temporary, file)
  } catch (error) {
    removeQuietly(temporary)
    throw systemFailure(error, `objects/${oid}`)
  }
}

/** Like Git: a hard link never replaces what another program wrote meanwhile; where there are none, a rename. */
function moveIntoPlace(temporary: string, file: string): void {
  try {
    linkSync(temporary, file)
    unlinkSync(temporary)
  } catch (error) {
    if (existsSync(file)) unlinkSync(temporary)
    else if (!isMissing(error)) renameSync(temporary, file)
    else throw error
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // It was never made, or is already in place.
  }
}
