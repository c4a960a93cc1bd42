import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled, so that the packaged archive holds `out/` and nothing else.
const bundled = { externalizeDeps: false } as const

export default defineConfig({
  main: {
    build: {
      ...bundled,
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          main: resolve('electron/main.ts'),
          'browser-host': resolve('electron/browser-host.ts'),
          ...(existsSync('electron/git/worker.ts') ? { 'git-worker': resolve('electron/git/worker.ts') } : {}),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      ...bundled,
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: resolve('electron/preload.ts') },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    // Replaced by a fresh nonce in every answer (`electron/security/page-files.ts`).
    html: { cspNonce: 'graft-csp-nonce' },
    build: {
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
})
