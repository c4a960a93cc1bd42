import { z } from 'zod'

/** Where secrets are kept on this computer: sealed by the system, or in memory until Graft ends. */
export const TokenStorage = z.enum(['protected', 'memory'])
export type TokenStorage = z.infer<typeof TokenStorage>
