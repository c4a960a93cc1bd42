import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const BIOME = join(import.meta.dirname, '../node_modules/@biomejs/biome/bin/biome')
const CONFIGURATION = join(import.meta.dirname, '../biome.json')

const Report = z.object({
  diagnostics: z.array(
    z.object({ severity: z.string(), message: z.string(), category: z.string(), location: z.object({ path: z.string() }) }),
  ),
})

/** What the linter objects to in each of the files, laid into an empty folder under the project's own rules. */
function lint(files: readonly (readonly [path: string, source: string])[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'graft-lint-'))
  try {
    const configuration = { ...JSON.parse(readFileSync(CONFIGURATION, 'utf8')), vcs: { enabled: false } }
    for (const [path, text] of [['biome.json', JSON.stringify(configuration)], ...files] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const run = spawnSync(process.execPath, [BIOME, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const objections = new Map<string, string>()
    for (const { severity, category, message, location } of Report.parse(JSON.parse(run.stdout)).diagnostics) {
      if (severity !== 'error') continue
      const before = objections.get(location.path) ?? ''
      objections.set(location.path, `${before}${category} ${message}\n`)
    }
    return objections
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const using = (specifier: string) => `import { thing } from '${specifier}'\n\nexport const used = thing\n`

const VIOLATIONS: [what: string, path: string, source: string, words: string][] = [
  ['shared importing electron', 'shared/merge/bad.ts', using('#electron/failure.ts'), 'shared knows neither side'],
  ['shared importing the renderer', 'shared/merge/bad.ts', using('#renderer/rpc.ts'), 'shared knows neither side'],
  ['shared importing a package of the machine', 'shared/merge/bad.ts', using('isomorphic-git'), 'shared is pure TypeScript'],
  ['shared using a Node module', 'shared/merge/bad.ts', using('node:fs'), 'noNodejsModules'],
  ['shared using a global of the page', 'shared/merge/bad.ts', 'export const title = document.title\n', 'noRestrictedGlobals'],
  ['shared using a global of Node', 'shared/merge/bad.ts', 'export const system = process.platform\n', 'noRestrictedGlobals'],
  ['the renderer importing the main process', 'renderer/app/bad.ts', using('#electron/failure.ts'), 'knows only the contract'],
  ['the renderer importing Electron', 'renderer/app/bad.ts', using('electron'), 'knows only the contract'],
  ['the renderer using a Node module', 'renderer/app/bad.ts', using('node:path'), 'noNodejsModules'],
  [
    'the frame entering a feature by the back door',
    'renderer/app/bad.ts',
    using('#renderer/features/versions/store.ts'),
    'through its index.ts',
  ],
  [
    'a feature entering another by the back door',
    'renderer/features/accounts/bad.ts',
    using('#renderer/features/versions/store.ts'),
    'through its index.ts',
  ],
  [
    'a feature climbing out of its folder',
    'renderer/features/accounts/bad.ts',
    using('../versions/index.ts'),
    'Leave a feature',
  ],
  ['a feature importing Electron', 'renderer/features/accounts/bad.ts', using('electron'), 'knows only the contract'],
  ['ui importing a feature', 'renderer/ui/bad.ts', using('#renderer/features/versions/index.ts'), 'ui knows no feature'],
  ['ui opening the port', 'renderer/ui/bad.ts', using('#renderer/rpc.ts'), 'ui knows no feature'],
  ['a service importing Electron', 'electron/apis/bad.ts', using('electron'), 'Only platform/desktop.ts'],
  ['the browser host importing Electron', 'electron/browser-host.ts', using('electron'), 'Only platform/desktop.ts'],
  ['a window helper importing Electron', 'electron/windows/bad.ts', using('electron'), 'Only platform/desktop.ts'],
  ['an operation importing isomorphic-git', 'electron/git/bad.ts', using('isomorphic-git'), 'Only git/engine.ts'],
  ['an entry importing isomorphic-git', 'electron/main.ts', using('isomorphic-git'), 'Only git/engine.ts'],
  ['Git importing accounts', 'electron/git/bad.ts', using('#electron/auth/token-vault.ts'), 'no hosts and no accounts'],
  [
    'a part of Git importing hosts',
    'electron/git/transport/bad.ts',
    using('../../hosts/open-host.ts'),
    'no hosts and no accounts',
  ],
  ['HTTP importing a host', 'electron/http/bad.ts', using('../hosts/open-host.ts'), 'beneath every other room'],
  ['a host importing Git', 'electron/hosts/bad.ts', using('../git/operations.ts'), 'knows HTTP alone'],
  ['a host importing accounts', 'electron/hosts/github/bad.ts', using('#electron/auth/account-service.ts'), 'knows HTTP alone'],
  ['sign-ins importing connections', 'electron/auth/bad.ts', using('../connections/turns.ts'), 'not what is connected'],
  ['the engine importing Electron', 'electron/git/engine.ts', using('electron'), 'neither the window nor Electron'],
  ['the main process importing the renderer', 'electron/apis/bad.ts', using('#renderer/rpc.ts'), 'does not know the window'],
  ['a security rule importing the renderer', 'electron/security/bad.ts', using('#renderer/rpc.ts'), 'does not know the window'],
  ['a default export', 'shared/merge/bad.ts', 'export default 1\n', 'noDefaultExport'],
  ['any', 'shared/merge/bad.ts', 'export const value: any = 1\n', 'noExplicitAny'],
  ['writing to the console', 'electron/apis/bad.ts', "console.log('x')\n", 'noConsole'],
]

const ALLOWED: [what: string, path: string, source: string][] = [
  ['the desktop platform importing Electron', 'electron/platform/desktop.ts', using('electron')],
  ['a security rule importing Electron', 'electron/security/good.ts', using('electron')],
  ['the engine importing isomorphic-git', 'electron/git/engine.ts', using('isomorphic-git')],
  ['Git importing HTTP', 'electron/git/good.ts', using('#electron/http/http.ts')],
  ['sign-ins importing a host', 'electron/auth/good.ts', using('../hosts/open-host.ts')],
  ['the frame entering a feature', 'renderer/app/good.ts', using('#renderer/features/versions/index.ts')],
  ['a feature calling the contract', 'renderer/features/accounts/good.ts', using('#renderer/rpc.ts')],
  ['the renderer importing the contract', 'renderer/app/good.ts', using('#shared/contract/index.ts')],
]

const numbered = (path: string, number: number) => path.replace(/\/(bad|good)\.ts$/, `/$1-${number}.ts`)

describe('the linter', () => {
  let refused: Map<string, string>
  let allowed: Map<string, string>
  beforeAll(() => {
    refused = lint(VIOLATIONS.map(([, path, source], number) => [numbered(path, number), source]))
    allowed = lint(ALLOWED.map(([, path, source], number) => [numbered(path, number), source]))
  })

  it.each(VIOLATIONS.map((violation, number) => [...violation, number] as const))(
    'refuses %s',
    (_what, path, _source, words, number) => {
      expect(refused.get(numbered(path, number))).toContain(words)
    },
  )

  it.each(ALLOWED.map((allowance, number) => [...allowance, number] as const))('allows %s', (_what, path, _source, number) => {
    expect(allowed.get(numbered(path, number))).toBeUndefined()
  })
})
