import { z } from 'zod'
import { Api } from '#shared/domain/api.ts'
import type { DocumentKind } from '../storage/document.ts'

/** An API as it is stored: what the contract shows, and which root was chosen while it has no clone. */
export const StoredApi = z.object({ api: Api, definitionRoot: z.string().nullable() })
export type StoredApi = z.infer<typeof StoredApi>

export const API_DOCUMENT: DocumentKind<StoredApi> = { version: 1, schema: StoredApi, migrations: {} }
