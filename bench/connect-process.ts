import fs from 'node:fs'
import { devNull } from 'node:os'
import * as plainGit from 'isomorphic-git'
import plainHttp from 'isomorphic-git/http/node'
import { cloneManaged } from '#electron/git/managed/clone-managed.ts'

// One clone in a process of its own, as the Git worker is one. Prints the milliseconds it took, once everything was loaded.
const [way = '', url = '', root = '', token = ''] = process.argv.slice(2)
const before = performance.now()
if (way === 'ours') await ours()
else await plain()
console.log(JSON.stringify({ milliseconds: performance.now() - before }))
process.exit(0)

async function ours(): Promise<void> {
  const domain = new URL(url).origin
  const outcome = await cloneManaged(
    {
      workspace: { root, directories: { schema: 'postman/schemas', collection: 'postman/collections' } },
      url,
      branch: 'main',
      access: {
        remote: 'origin',
        domain,
        signIn: { kind: 'token', username: null, token },
        proxy: null,
        certificateAuthorities: [],
      },
    },
    { environment: { home: devNull, variables: process.env }, reached: () => {}, now: () => new Date() },
  )
  if (outcome.kind !== 'cloned' || outcome.left !== 'trees-and-files') throw new Error(JSON.stringify(outcome))
}

async function plain(): Promise<void> {
  const onAuth = () => ({ username: 'x', password: token })
  await plainGit.clone({ fs, http: plainHttp, dir: root, url, onAuth })
}
