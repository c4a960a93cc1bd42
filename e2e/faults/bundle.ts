import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../fixtures/project.ts'

/** The test's program and its worker, as plain JavaScript in one folder. */
export interface Bundle {
  program: string
  worker: string
}

/** Bundles the program once, so that each of its many short runs starts at once. `folder` must be empty. */
export async function bundleProgram(folder: string): Promise<Bundle> {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input: {
          program: join(projectRoot, 'e2e/faults/program.ts'),
          worker: join(projectRoot, 'e2e/faults/killing-worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  })
  return { program: join(folder, 'program.cjs'), worker: join(folder, 'worker.cjs') }
}
