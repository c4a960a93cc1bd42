import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Author } from '#shared/domain/repository.ts'
import { amend } from './amend.ts'
import { isHeldByRemote } from './history/held-by.ts'
import type { Repo } from './repository/repo.ts'
import { writeServerAnswer } from './repository/server-answer-file.ts'
import { restore } from './restore.ts'
import { listRestorePoints } from './restore-points.ts'
import { DIRECTORIES, type TestClone } from './testing/clone.ts'
import { testClone } from './testing/tests.ts'
import { recover } from './transaction/recover.ts'

const FILE = 'postman/schemas/index.yaml'
const OTHER = 'postman/collections/pets.json'

const amendIn = (repo: Repo, paths: string[], message: string, author: Author | null = null) =>
  amend(repo, { workspace: { root: repo.root, directories: DIRECTORIES }, paths, message, author })

/** Two commits, the last one by somebody else and long ago, and edits of every sort. */
function editedClone(): TestClone {
  const clone = testClone()
  clone.commit({ [FILE]: '1\n', [OTHER]: '1\n', 'src/a': '1\n' }, 'first')
  clone.write(FILE, '2\n')
  clone.git('add', '-A')
  const long = '1500000000 +0300'
  clone.gitWith(
    { variables: { GIT_AUTHOR_NAME: 'Bo', GIT_AUTHOR_DATE: long, GIT_COMMITTER_DATE: long } },
    'commit',
    '-qm',
    'second',
  )
  clone.write(FILE, '3\n')
  clone.write(OTHER, '3\n')
  clone.write('src/a', 'staged\n')
  clone.git('add', 'src/a')
  return clone
}

describe('amending', () => {
  it('puts a commit with the same parents and author in the last one’s place, and keeps the old one within reach', async () => {
    const clone = editedClone()
    const old = clone.git('rev-parse', 'HEAD')
    const repo = await clone.open()
    const outcome = await amendIn(repo, [FILE], 'Better words\r\n\r\nand more  \n')
    const id = clone.git('rev-parse', 'main')
    expect(outcome).toMatchObject({ kind: 'amended', commit: { id, subject: 'Better words' }, paths: [FILE] })
    expect(clone.git('log', '-1', '--format=%P|%an|%ad|%cn|%B', '--date=raw')).toBe(
      `${clone.git('rev-parse', `${old}^`)}|Bo|1500000000 +0300|Ada Lin|Better words\n\nand more\n`,
    )
    expect(Number(clone.git('log', '-1', '--format=%ct'))).toBeGreaterThan(1_600_000_000)
    expect(clone.git('show', `HEAD:${FILE}`)).toBe('3')
    expect(clone.git('status', '--porcelain')).toBe(` M ${OTHER}\nM  src/a`)
    expect(clone.git('reflog', '-1', '--format=%gs')).toBe('commit (amend): Better words')

    // The words alone, and another author.
    const author = { name: 'Cy', email: 'cy@example.test' }
    expect(await amendIn(repo, [], 'Words', author)).toMatchObject({ kind: 'amended', paths: [] })
    expect(clone.git('log', '-1', '--format=%an <%ae> %at')).toBe('Cy <cy@example.test> 1500000000')
    expect(clone.git('rev-parse', 'HEAD^{tree}')).toBe(clone.git('rev-parse', `${id}^{tree}`))

    const points = await listRestorePoints(repo)
    expect(points).toMatchObject([
      { reason: 'amend', branch: 'main', commit: id, paths: [] },
      { reason: 'amend', branch: 'main', commit: old, paths: [] },
    ])
    const first = points.find(({ commit }) => commit === old)
    if (!first) throw new Error('The old commit is kept.')
    expect(await restore(repo, { workspace: { directories: DIRECTORIES }, id: first.id, paths: null })).toMatchObject({
      branch: 'main-2',
    })
    expect(clone.git('rev-parse', 'main-2')).toBe(old)
    expect(clone.fsck()).toBe('')
  })

  it('works on roots and merges, whatever the old message was written in', async () => {
    const clone = testClone()
    clone.commit({ [FILE]: '1\n' }, 'root')
    clone.write(FILE, '2\n')
    expect(await amendIn(await clone.open(), [FILE], 'Root')).toMatchObject({ kind: 'amended' })
    expect(clone.git('log', '--format=%s')).toBe('Root')
    clone.git('checkout', '-q', '-b', 'side')
    clone.commit({ 'src/side': '1\n' })
    clone.git('checkout', '-q', 'main')
    clone.commit({ [OTHER]: '1\n' })
    writeFileSync(clone.path('message'), Buffer.from('Z\u00fcsammen\n', 'latin1'))
    clone.git('-c', 'i18n.commitEncoding=ISO-8859-1', '-c', 'user.name=x', 'merge', '-q', '-F', 'message', 'side')
    rmSync(clone.path('message'))
    const parents = clone.git('log', '-1', '--format=%P')
    rmSync(clone.path(OTHER))
    expect(await amendIn(await clone.open(), [OTHER], 'Zusammen ü')).toMatchObject({ kind: 'amended', paths: [OTHER] })
    expect(clone.git('log', '-1', '--format=%P|%s|%e')).toBe(`${parents}|Zusammen ü|`)
    expect(clone.git('status', '--porcelain')).toBe('')
    expect(clone.fsck()).toBe('')
  })

  it('is refused where a remote holds the commit, by a ref of any of its branches or as the server told', async () => {
    const clone = editedClone()
    const head = clone.git('rev-parse', 'HEAD')
    const state = () => clone.git('for-each-ref')
    clone.git('remote', 'add', 'origin', 'https://example.test/pets.git')
    // Long after it, behind clocks that run backwards.
    let tip = clone.git('commit-tree', '-p', 'HEAD', '-m', 'x', 'HEAD^{tree}')
    for (const date of ['1400000000 +0000', '1300000000 +0000']) {
      tip = clone.gitWith({ variables: { GIT_COMMITTER_DATE: date } }, 'commit-tree', '-p', tip, '-m', date, 'HEAD^{tree}')
    }
    clone.git('update-ref', 'refs/remotes/origin/old', `${head}^`)
    const repo = await clone.open()
    expect(isHeldByRemote(repo, head)).toBe(false)
    clone.git('update-ref', 'refs/remotes/backup/feature/x', tip)
    const before = state()
    expect(await amendIn(repo, [FILE], 'No')).toEqual({ kind: 'already-pushed' })
    expect(state()).toBe(before)
    clone.git('update-ref', '-d', 'refs/remotes/backup/feature/x')
    const answer = { remote: 'origin', askedAt: '2026-01-01T00:00:00.000Z', defaultBranch: 'main' }
    await writeServerAnswer(repo, { ...answer, branches: [{ name: 'main', tip: head, noted: null }] })
    expect(await amendIn(repo, [FILE], 'No')).toEqual({ kind: 'already-pushed' })
    await writeServerAnswer(repo, { ...answer, branches: [{ name: 'main', tip: '1'.repeat(40), noted: null }] })
    expect(await amendIn(repo, [FILE], 'Yes')).toMatchObject({ kind: 'amended' })
  })

  it('needs a commit, a branch, somebody who commits, and nobody else’s merge under way', async () => {
    const clone = testClone()
    const repo = await clone.open()
    expect(await amendIn(repo, [], 'x')).toEqual({ kind: 'no-commit' })
    clone.commit({ [FILE]: '1\n' })
    const nobody = { variables: { GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined } }
    expect(await amendIn(await clone.open(nobody), [], 'x')).toEqual({ kind: 'author-needed' })
    writeFileSync(clone.path('.git/MERGE_HEAD'), `${clone.git('rev-parse', 'HEAD')}\n`)
    await expect(amendIn(repo, [], 'x')).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' })
    rmSync(clone.path('.git/MERGE_HEAD'))
    clone.git('checkout', '-q', '--detach')
    await expect(amendIn(repo, [], 'x')).rejects.toMatchObject({ code: 'DETACHED_HEAD' })
    await expect(amendIn(repo, ['src/a'], 'x')).rejects.toThrow('Not a file of this connection')
  })

  it('is finished by recovery when the process was killed in the midst of it', async () => {
    const clone = editedClone()
    const old = clone.git('rev-parse', 'HEAD')
    const script = fileURLToPath(new URL('./testing/killed-process.ts', import.meta.url))
    const args = ['--import', 'tsx', script, clone.root, 'amend', 'commit:journal-written', FILE]
    const ended = spawnSync(process.execPath, args, {
      env: { PATH: process.env['PATH'] ?? '', ...clone.variables },
      encoding: 'utf8',
    })
    expect(ended.signal, ended.stderr).toBe('SIGKILL')
    expect(clone.git('rev-parse', 'HEAD')).toBe(old)
    const repo = await clone.open()
    expect(await recover(repo)).toEqual({ kind: 'finished' })
    expect(clone.git('log', '--format=%s')).toBe('Killed\nfirst')
    expect(clone.git('status', '--porcelain')).toBe(` M ${OTHER}\nM  src/a`)
    expect(await listRestorePoints(repo)).toMatchObject([{ reason: 'amend', commit: old }])
    expect(clone.fsck()).toBe('')
  })
})
