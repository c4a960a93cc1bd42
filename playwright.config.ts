import { defineConfig } from '@playwright/test'
import type { HostName } from './e2e/fixtures/host.ts'

export default defineConfig<object, { hostName: HostName }>({
  testDir: 'e2e/specs',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  // A window and a server for each: more at once than two only makes each slower.
  workers: 2,
  retries: 0,
  // Only stops a test that hangs, on a machine that does other things too.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    // What a host says, and what is drawn, is the same in both entries: long tables and tours of it are met in one.
    { name: 'electron', use: { hostName: 'electron' }, grepInvert: /@browser-host/ },
    // A file, or a folder that is gone, can only be picked in the system's own dialog.
    { name: 'browser-host', use: { hostName: 'browser-host' }, grepInvert: /@electron/ },
    { name: 'screenshots', testDir: 'e2e/screenshots', testMatch: '**/*.shoot.ts', use: { hostName: 'browser-host' } },
  ],
})
