import { z } from 'zod'

/** One thing that the test has Graft do, in a process of its own. */
export const Order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connect'), domain: z.url(), folder: z.array(z.string()) }),
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('commit'), summary: z.string() }),
  z.object({ kind: z.literal('push') }),
  z.object({ kind: z.literal('pull') }),
  z.object({ kind: z.literal('discard') }),
])
export type Order = z.infer<typeof Order>

export const Instructions = z.object({
  worker: z.string(),
  data: z.string(),
  home: z.string(),
  token: z.string(),
  order: Order,
})
export type Instructions = z.infer<typeof Instructions>
