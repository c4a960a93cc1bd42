import { devNull } from 'node:os'
import { z } from 'zod'
import type { GitOperations } from '../contract.ts'
import { createGitOperations } from '../operations.ts'

// A process of its own that carries out one operation and is killed, without any cleaning up, at the n-th checkpoint it meets.
const { operation, input, at } = z
  .object({ operation: z.string(), input: z.unknown(), at: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''))

let met = 0
const operations = createGitOperations({
  environment: { home: devNull, variables: process.env },
  reached: () => {
    if (met === at) process.kill(process.pid, 'SIGKILL')
    met += 1
  },
  now: () => new Date(),
})
const work: unknown = Reflect.get(operations, operation satisfies string as keyof GitOperations)
if (typeof work !== 'function') throw new Error(`No such operation: ${operation}`)
await work(input)
