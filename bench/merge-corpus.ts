import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { figures, readCorpus, replay } from '#shared/merge/testing/corpus.ts'

// Run with `npx tsx bench/merge-corpus.ts [folder]`: how real merges come out, beside the plain key-wise merge.
const folder = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpus/merges')
const corpus = readCorpus((path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null))
if (corpus === null) {
  console.error(`There is no corpus in ${folder}.`)
  process.exitCode = 2
} else {
  const replayed = corpus.map(replay)
  console.table(figures(replayed))
  for (const { merge, outcome, conflicts, how, lost } of replayed) {
    if (outcome === 'equal' && lost.length === 0) continue
    const count = outcome === 'conflict' ? ` (${conflicts})` : ''
    console.log(`${outcome}${count}, ${how}: ${merge.id}${lost.length > 0 ? ` LOST ${JSON.stringify(lost)}` : ''}`)
  }
}
