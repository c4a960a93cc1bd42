import { isUtf8 } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type MergeInput, type MergeOutcome, mergeFile, withMarkers } from '#shared/merge/index.ts'

/** `git merge-file` stops counting here, and so do we: more would not fit an exit code. */
const MOST_CONFLICTS = 127
const FAILED = 255
const BINARY_LOOKS_AT = 8000

const USAGE = `merge-file <base> <mine> <theirs> [--path name] [--structured | --text] [--json] [--write] [-L mine] [-L base] [-L theirs]

  --path name    the file's name in its repository, by which its format is told (default: <mine>)
  --structured   merge as JSON or YAML whatever the name; --text: by lines only, as git merge-file
  --json         what happened and the conflicts as data
  --write        put the result into <mine> instead of on standard output (for Git's merge drivers)

Exit code: 0 without conflicts, else their number (at most ${MOST_CONFLICTS}); ${FAILED} where it failed.
`

class Misused extends Error {}

interface Texts {
  readonly base: string
  readonly mine: string
  readonly theirs: string
  readonly encoding: 'utf8' | 'latin1'
}

try {
  process.exitCode = run(process.argv.slice(2))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(error instanceof Misused ? `${message}\n\n${USAGE}` : `${message}\n`)
  process.exitCode = FAILED
}

function run(words: readonly string[]): number {
  const { values, positionals } = readArguments(words)
  const [base, mine, theirs, ...rest] = positionals
  if (base === undefined || mine === undefined || theirs === undefined || rest.length > 0)
    throw new Misused('Three files, please.')
  if (values.structured && values.text) throw new Misused('Either --structured or --text.')
  const texts = readTexts(base, mine, theirs)
  const mode: MergeInput['mode'] =
    values.text || texts.encoding === 'latin1' ? 'text' : values.structured ? 'structured' : 'auto'
  const outcome = mergeFile({ ...texts, path: values.path ?? mine, mode, edges: 'git' })
  const [mineName = mine, baseName = base, theirsName = theirs] = values.label ?? []
  const labels = { mine: mineName, base: baseName, theirs: theirsName }
  const text = outcome.kind === 'merged' ? outcome.text : withMarkers(outcome.pieces, labels)
  if (values.write) writeFileSync(mine, Buffer.from(text, texts.encoding))
  if (values.json) process.stdout.write(`${JSON.stringify(described(outcome, text), null, 2)}\n`)
  else if (!values.write) process.stdout.write(Buffer.from(text, texts.encoding))
  return outcome.kind === 'merged' ? 0 : Math.min(outcome.conflicts.length, MOST_CONFLICTS)
}

function described(outcome: MergeOutcome, text: string) {
  const conflicts = outcome.kind === 'merged' ? [] : outcome.conflicts
  return { kind: outcome.kind, how: outcome.how, conflicts, text }
}

function readArguments(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        path: { type: 'string' },
        structured: { type: 'boolean' },
        text: { type: 'boolean' },
        json: { type: 'boolean' },
        write: { type: 'boolean' },
        label: { type: 'string', short: 'L', multiple: true },
      },
    })
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error))
  }
}

/** What is not UTF-8 is read byte by byte, so that every byte comes back as it was. */
function readTexts(base: string, mine: string, theirs: string): Texts {
  const files = [base, mine, theirs].map((path) => {
    const bytes = readFileSync(path)
    if (bytes.subarray(0, BINARY_LOOKS_AT).includes(0)) throw new Error(`Cannot merge binary files: ${path}`)
    return bytes
  })
  const encoding = files.every(isUtf8) ? 'utf8' : 'latin1'
  // Node's own decoding to `utf8` keeps a byte-order mark.
  const [baseText = '', mineText = '', theirsText = ''] = files.map((bytes) => bytes.toString(encoding))
  return { base: baseText, mine: mineText, theirs: theirsText, encoding }
}
