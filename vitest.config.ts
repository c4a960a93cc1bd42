import { defineConfig } from 'vitest/config'

/** Milliseconds. Machines are shared and noisy: this only stops a test that hangs. */
const HANGS_AFTER = 120_000

export default defineConfig({
  test: {
    // One for each core less one is Vitest's own choice; here most wait for Git, servers and disks.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          // No module keeps state of its own, so files may share what they import; most of the time went into that.
          isolate: false,
          include: ['{electron,renderer,shared,scripts,bench}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
          testTimeout: HANGS_AFTER,
          hookTimeout: HANGS_AFTER,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{electron,shared,e2e,scripts}/**/*.integration.test.ts'],
          testTimeout: HANGS_AFTER,
          hookTimeout: HANGS_AFTER,
        },
      },
    ],
  },
})
