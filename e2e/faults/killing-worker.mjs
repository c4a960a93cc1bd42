import { register } from 'tsx/esm/api'

// A thread does not inherit the loader that its process was started with: this one brings TypeScript along.
register()
await import('./killing-worker.ts')
