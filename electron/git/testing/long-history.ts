/** Words for `git fast-import` that make a history, commit by commit. */
export interface HistoryScript {
  /** Returns the commit's mark, for `parents` of later ones. */
  commit(commit: ScriptedCommit): string
  text(): Buffer
}

export interface ScriptedCommit {
  branch: string
  /** Marks; the first is the one that is built upon. None: a root. */
  parents: readonly string[]
  /** Committed at, in seconds since 1970. */
  seconds: number
  message: string | Buffer
  author?: string
  encoding?: string
  /** New content by path; null removes the file. */
  files: Record<string, string | null>
}

/** Begins a script (git-fast-import, "INPUT FORMAT"). */
export function scriptHistory(): HistoryScript {
  const parts: Buffer[] = []
  let marks = 0
  const put = (text: string | Buffer) => parts.push(Buffer.from(text))
  const data = (content: string | Buffer) => {
    const bytes = Buffer.from(content)
    put(`data ${bytes.length}\n`)
    put(bytes)
    put('\n')
  }
  return {
    commit({ branch, parents, seconds, message, author = 'Ada Lin <ada@example.test>', encoding, files }) {
      marks += 1
      const mark = `:${marks}`
      const [first, ...others] = parents
      if (first === undefined) put(`reset refs/heads/${branch}\n\n`)
      put(`commit refs/heads/${branch}\nmark ${mark}\n`)
      put(`author ${author} ${seconds} +0100\ncommitter Ada Lin <ada@example.test> ${seconds} +0100\n`)
      if (encoding !== undefined) put(`encoding ${encoding}\n`)
      data(message)
      if (first !== undefined) put(`from ${first}\n`)
      for (const other of others) put(`merge ${other}\n`)
      for (const [path, content] of Object.entries(files)) {
        if (content === null) put(`D ${path}\n`)
        else {
          put(`M 100644 inline ${path}\n`)
          data(content)
        }
      }
      put('\n')
      return mark
    },
    text: () => Buffer.concat(parts),
  }
}

/**
 * So many commits on `main`, a minute apart: every tenth changes the connection's folders, and now and then a branch of a few
 * commits is merged.
 */
export function scriptOrdinaryHistory(count: number): HistoryScript {
  const script = scriptHistory()
  const begin = 1_600_000_000
  const files: Record<string, string> = {
    'postman/schemas/index.yaml': 'openapi: 3.1.0\n',
    'postman/collections/pets.json': '{}\n',
    '.postman/api': '[config]\n',
  }
  for (let i = 0; i < 200; i++) files[`src/part-${i % 20}/file-${i}.ts`] = `export const value = ${i}\n`
  let tip = script.commit({ branch: 'main', parents: [], seconds: begin, message: 'Begin\n', files })
  for (let made = 1; made < count; ) {
    const seconds = begin + made * 60
    const isMerge = made % 40 === 0 && made + 4 < count
    const side: string[] = []
    for (let step = 0; isMerge && step < 3; step++) {
      side.push(
        script.commit({
          branch: 'side',
          parents: [side.at(-1) ?? tip],
          seconds: seconds + step * 60,
          message: `Side ${made} ${step}\n`,
          files: {
            [`src/part-${step}/side.ts`]: `${made}\n`,
            ...(step === 1 ? { 'postman/schemas/side.yaml': `${made}\n` } : {}),
          },
        }),
      )
    }
    made += side.length
    const last = side.at(-1)
    tip = script.commit({
      branch: 'main',
      parents: last === undefined ? [tip] : [tip, last],
      seconds: begin + made * 60,
      message: last === undefined ? `Change ${made}\n\nWhat it is about, number ${made}.\n` : `Merge ${made}\n`,
      author: made % 7 === 0 ? 'Grace Example <grace@example.test>' : 'Ada Lin <ada@example.test>',
      files: last === undefined ? changesOf(made) : { 'src/part-0/side.ts': `${made}\n`, ...sideFiles(made) },
    })
    made += 1
  }
  return script
}

function changesOf(made: number): Record<string, string> {
  if (made % 10 !== 0) return { [`src/part-${made % 20}/file-${made % 200}.ts`]: `export const value = ${made}\n` }
  return { 'postman/schemas/index.yaml': `openapi: 3.1.0\ninfo:\n  version: ${made}\n` }
}

/** What a merge takes from its second parent: fast-import begins from the first alone. */
function sideFiles(made: number): Record<string, string> {
  const branch = made - 3
  return {
    'src/part-1/side.ts': `${branch}\n`,
    'src/part-2/side.ts': `${branch}\n`,
    'postman/schemas/side.yaml': `${branch}\n`,
  }
}
