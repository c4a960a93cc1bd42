import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { contentPolicy } from './electron/security/content-policy.ts'
import { NONCE_PLACEHOLDER } from './electron/security/page-files.ts'

// Everything is bundled, so that the packaged archive holds `out/` and nothing else.
const bundled = { externalizeDeps: false } as const

/**
 * Electron has to be told of the app's scheme before it is ready, and only CommonJS is sure to run that early, so the main room
 * is built as CommonJS; this says so to Node, whatever the package around it says, and refuses entries that run each other.
 */
const commonJsRoom: Plugin = {
  name: 'graft:commonjs-room',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const entries = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName))
    const wrong = chunks.find((chunk) => chunk.imports.some((file) => entries.has(file)))
    if (wrong) this.error(`${wrong.fileName} would run another entry.`)
    const source = `${JSON.stringify({ type: 'commonjs', main: 'main.js' })}\n`
    this.emitFile({ type: 'asset', fileName: 'package.json', source })
  },
}

const DEVELOPMENT_PORT = 5173

/** The policy of the development server: ours, and what its reloading needs (an inline script with the nonce, its markup). */
const developmentPolicy = contentPolicy(
  { kind: 'browser-host', origin: `http://localhost:${DEVELOPMENT_PORT}` },
  NONCE_PLACEHOLDER,
)
  .split('; ')
  .filter((rule) => !rule.includes('trusted-types'))
  .map((rule) => (rule.startsWith('script-src ') ? `${rule} 'nonce-${NONCE_PLACEHOLDER}'` : rule))
  .join('; ')

// The oldest that everything has to run on: Electron 33 brings Chromium 130 and Node 20.18.
const NODE = 'node20.18'
const BROWSER = 'chrome130'

export default defineConfig({
  main: {
    plugins: [commonJsRoom],
    build: {
      ...bundled,
      target: NODE,
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          main: resolve('electron/main.ts'),
          'browser-host': resolve('electron/browser-host.ts'),
          'git-worker': resolve('electron/git/worker/worker.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Without it, what entries share may land in one of them, and loading one entry would run another.
          strictExecutionOrder: true,
        },
      },
    },
  },
  preload: {
    build: {
      ...bundled,
      target: NODE,
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
    html: { cspNonce: NONCE_PLACEHOLDER },
    server: {
      host: 'localhost',
      port: DEVELOPMENT_PORT,
      strictPort: true,
      headers: { 'Content-Security-Policy': developmentPolicy },
    },
    build: {
      target: BROWSER,
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      // The content policy takes fonts and pictures from files, not from the style sheet.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
})
