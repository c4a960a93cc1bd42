import { z } from 'zod'

/** An id that Graft gave: a UUID, branded so that one kind is never taken for another. */
export const ApiId = z.uuid().brand('ApiId')
export type ApiId = z.infer<typeof ApiId>

export const ConnectionId = z.uuid().brand('ConnectionId')
export type ConnectionId = z.infer<typeof ConnectionId>

/** One sign-in of one person at one host. */
export const AccountId = z.uuid().brand('AccountId')
export type AccountId = z.infer<typeof AccountId>

/** Stands for a folder that the user picked; the path behind it stays with the services. */
export const FolderHandle = z.uuid().brand('FolderHandle')
export type FolderHandle = z.infer<typeof FolderHandle>

/** Names a restore point within one clone: the last part of its ref under `refs/graft/restore/`. */
export const RestorePointId = z
  .string()
  .regex(/^[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}$/)
  .brand('RestorePointId')
export type RestorePointId = z.infer<typeof RestorePointId>

/** A Git object id in hexadecimal (SHA-1, 40 digits). */
export const ObjectId = z.string().regex(/^[0-9a-f]{40}$/)
export type ObjectId = z.infer<typeof ObjectId>
