import { z } from 'zod'
import { ApiId } from './ids.ts'

/** The manual labels of an API, in the order in which work usually passes through them. Nothing but a person sets one. */
export const API_STATUSES = [
  'planning',
  'in-design',
  'in-development',
  'testing',
  'code-review',
  'security-review',
  'in-production',
  'deprecated',
  'retired',
] as const
export const ApiStatus = z.enum(API_STATUSES)
export type ApiStatus = z.infer<typeof ApiStatus>

export const ApiName = z.string().trim().min(1).max(120)
export const ApiSummary = z.string().trim().max(500)

export const Api = z.object({
  id: ApiId,
  name: ApiName,
  summary: ApiSummary,
  status: ApiStatus,
  createdAt: z.iso.datetime(),
})
export type Api = z.infer<typeof Api>
