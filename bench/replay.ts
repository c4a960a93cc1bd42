import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { figures, readCorpus, replay } from '#shared/merge/testing/corpus.ts'
import type { BenchSuite } from './suite.ts'

/** How real merges come out, beside `git merge-file` and a plain merge by key. `folder` holds a corpus of the same form. */
export const suite: BenchSuite = {
  name: 'replay',
  run: async (report, folder = join(import.meta.dirname, '../../shared/corpus/merges')) => {
    const corpus = readCorpus((path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null))
    if (corpus === null) throw new Error(`There is no corpus in ${folder}.`)
    const replayed = corpus.map(replay)
    for (const of of figures(replayed)) {
      const shared = { case: of.kind, unit: `of ${of['and all parse']}` }
      report({
        ...shared,
        metric: 'needs a person',
        ours: of['ours needs a person'],
        peers: { 'git merge-file': of['and all parse'], 'merge by key': of['plain merge needs a person'] },
      })
      report({
        ...shared,
        metric: 'equals the person (more is better)',
        ours: of['ours equals the person'],
        peers: { 'merge by key': of['plain merge equals the person'] },
      })
    }
    console.table(figures(replayed))
    for (const { merge, outcome, conflicts, how, lost } of replayed) {
      if (outcome === 'equal' && lost.length === 0) continue
      const count = outcome === 'conflict' ? ` (${conflicts})` : ''
      console.log(`${outcome}${count}, ${how}: ${merge.id}${lost.length > 0 ? ` LOST ${JSON.stringify(lost)}` : ''}`)
    }
  },
}
