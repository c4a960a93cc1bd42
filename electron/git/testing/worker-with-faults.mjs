import { register } from 'tsx/esm/api'

// Test runners start threads without their own transforms: this one brings TypeScript along.
register()
await import('./worker-with-faults.ts')
