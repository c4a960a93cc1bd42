import { spawn } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { once } from 'node:events'
import { createBareRepository, git, isolatedGitEnvironment } from '../e2e/sandbox/git-command.ts'

const FILE_BYTES = 8192
const COMMITS = 300
const PER_MODULE = 20
const MODULES_PER_AREA = 25
export const OWNED_FILES = 80

/**
 * A bare repository of so many files with some history, packed: 40 definitions, 40 collections, and source code around them,
 * all of text that hardly compresses. The server lets everything go that a client does not want. Returns its folder.
 */
export async function makeRepository(repositories: string, name: string, files: number): Promise<string> {
  const bare = createBareRepository(repositories, name)
  for (const setting of ['allowFilter', 'allowAnySHA1InWant']) git(bare, 'config', `uploadpack.${setting}`, 'true')
  const child = spawn('git', ['-c', 'pack.compression=1', 'fast-import', '--quiet'], {
    cwd: bare,
    env: isolatedGitEnvironment(),
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const write = async (chunk: string | Buffer) => {
    if (!child.stdin.write(chunk)) await once(child.stdin, 'drain')
  }
  const put = async (path: string, seed: number) => {
    await write(`M 100644 inline ${path}\ndata ${FILE_BYTES}\n`)
    await write(noise(seed))
    await write('\n')
  }
  const paths = pathsOf(files)
  for (let number = 0; number < COMMITS; number++) {
    await write(`commit refs/heads/main\ncommitter Ada <ada@example.test> ${1_700_000_000 + number * 3600} +0000\n`)
    await write(`data 6\nChange\n`)
    if (number === 0) for (const [i, path] of paths.entries()) await put(path, i)
    else await put(paths[(number * 7919) % paths.length] ?? '', files + number)
  }
  child.stdin.end()
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`git fast-import ended with ${code}.`)
  return bare
}

function pathsOf(files: number): string[] {
  return Array.from({ length: files }, (_, i) => {
    if (i < OWNED_FILES) return i % 2 === 0 ? `postman/schemas/api-${i}.yaml` : `postman/collections/api-${i}.json`
    const module = Math.floor((i - OWNED_FILES) / PER_MODULE)
    return `src/area-${Math.floor(module / MODULES_PER_AREA)}/module-${module}/file-${i}.ts`
  })
}

/** Letters that carry six bits each: the same in every run. */
function noise(seed: number): Buffer {
  const key = Buffer.alloc(16)
  key.writeUInt32BE(seed)
  const bytes = createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc((FILE_BYTES / 4) * 3))
  return Buffer.from(bytes.toString('base64'))
}
