import { expect, it } from 'vitest'
import { benchLine, benchTable } from './report.ts'

const measured = { case: '20,000 files', metric: 'status', unit: 'ms', ours: 25, peers: { 'native git': 50, nobody: 0 } }

it('gives the ratio ours divided by the peer’s, and none for a peer without a figure', () => {
  expect(benchLine('status', measured)).toEqual({
    bench: 'status',
    case: '20,000 files',
    metric: 'status',
    unit: 'ms',
    ours: 25,
    peers: { 'native git': 50, nobody: 0 },
    ratio: { 'native git': 0.5 },
  })
})

it('shows every peer under its case', () => {
  const text = benchTable([benchLine('status', measured)]).join('\n')
  expect(text).toMatch(/20,000 files +status +Graft +25 ms/)
  expect(text).toMatch(/native git +50 ms +Graft takes 0\.5 ×/)
})
