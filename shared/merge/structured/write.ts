import { addPiece, type OwnValueFrame, type Piece } from '../pieces.ts'
import { columnAt, flowEntryText, flowText, indentAt, keyText, shifted, Unwritable, withEnding } from './indentation.ts'
import type { ConflictSlot, Merged, Slot } from './merged.ts'
import { type ContainerNode, type Entry, entryText, type Node, nodeText, type Source } from './model.ts'
import { isBlock } from './read-yaml.ts'
import { writeString } from './write-scalar.ts'

type Layout<K extends 'lines' | 'commas'> = Extract<ContainerNode['layout'], { kind: K }>

/** Writes a merged document as edits of my text and notes what waits for a decision in `conflicts`. Throws {@link Unwritable} where that cannot be done. */
export function writeDocument(merged: Merged, conflicts: ConflictSlot[]): Piece[] {
  return new Writer(conflicts).value(merged)
}

class Writer {
  readonly #conflicts: ConflictSlot[]

  constructor(conflicts: ConflictSlot[]) {
    this.#conflicts = conflicts
  }

  value(merged: Merged): Piece[] {
    switch (merged.kind) {
      case 'mine':
        return [plain(nodeText(merged.node))]
      case 'theirs':
        return [plain(withEnding(nodeText(merged.node), merged.node.source.eol))]
      case 'text':
        return [plain(writeString(merged.mine, merged.text))]
      case 'container': {
        const { layout } = merged.mine
        if (layout.kind === 'lines') return this.#lines(merged.mine, layout, merged.slots)
        return this.#commas(merged.mine, layout, merged.slots)
      }
    }
  }

  #lines(mine: ContainerNode, layout: Layout<'lines'>, slots: readonly Slot[]): Piece[] {
    const indent = ' '.repeat(layout.column)
    const pieces: Piece[] = []
    slots.forEach((slot, index) => {
      const inline = index === 0 && layout.firstIsInline
      const before = (lead: string) => (inline ? inlineLead(lead) : lead + indent)
      if (slot.kind === 'entry') {
        const lead = slot.lead === 'theirs' && slot.theirs ? leadOfTheirs(slot.theirs, mine.source, indent) : slot.mine.lead
        addPiece(pieces, plain(before(lead)))
        for (const piece of this.#entryInLines(slot, layout.column)) addPiece(pieces, piece)
      } else if (slot.kind === 'added') {
        addPiece(
          pieces,
          plain(
            before(leadOfTheirs(slot.theirs, mine.source, indent)) + linesOfTheirs(slot.theirs, mine.source, layout.column),
          ),
        )
      } else {
        const text = (entries: readonly Entry[], of: (entry: Entry) => string) =>
          entries.map((entry, at) => (at === 0 && inline ? of(entry).replace(/^\s+/, '') : of(entry))).join('')
        const foreign = (entry: Entry) =>
          leadOfTheirs(entry, mine.source, indent) + indent + linesOfTheirs(entry, mine.source, layout.column)
        const own = (entry: Entry) => entry.lead + indent + wholeLines(entryText(entry), mine.source)
        const versions = { base: text(slot.base, foreign), mine: text(slot.mine, own), theirs: text(slot.theirs, foreign) }
        const frame = ownFrame(slot, mine.source, inline ? '' : indent, indent)
        addPiece(
          pieces,
          this.#conflict(slot, versions, slot.bothFit && !inline ? versions.mine + versions.theirs : null, frame, mine.source),
        )
      }
    })
    return pieces
  }

  #entryInLines(slot: Extract<Slot, { kind: 'entry' }>, column: number): Piece[] {
    const { mine, theirs, value } = slot
    const { text } = mine.node.source
    const body = (inner: Piece[]): Piece[] => [
      plain(text.slice(mine.start, mine.node.start)),
      ...inner,
      plain(wholeLines(text.slice(mine.node.end, mine.end), mine.node.source, inner)),
    ]
    if (value.kind === 'mine') return [plain(wholeLines(entryText(mine), mine.node.source))]
    if (value.kind === 'theirs') {
      if (!theirs) throw new Unwritable()
      const inPlace =
        slot.lead === 'mine' && isInline(mine.node) && isInline(value.node) && mine.node.props === value.node.props
      if (!inPlace) return [plain(linesOfTheirs(theirs, mine.node.source, column))]
      const written = flowText(value.node, theirs.start, mine.node.source, indentAt(mine.node.source, mine.start))
      return body([plain(mine.node.start === mine.node.end ? ` ${written}` : written)])
    }
    if (value.kind === 'container' && value.slots.length === 0) return [plain(emptied(mine, value.mine))]
    return body(this.value(value))
  }

  #commas(mine: ContainerNode, layout: Layout<'commas'>, slots: readonly Slot[]): Piece[] {
    const { text } = mine.source
    const space = spacing(mine, layout, slots)
    const pieces: Piece[] = [plain(text.slice(mine.start, mine.start + 1))]
    if (slots.length === 0) return [plain(text.slice(mine.start, mine.start + 1) + text.slice(mine.end - 1, mine.end))]
    // Commas stand around the last slot that is there however one decides; a slot that may vanish takes its comma with it.
    const anchor = Math.max(slots.findLastIndex(isSure), 0)
    slots.forEach((slot, index) => {
      const comma = { before: index > anchor ? ',' : '', after: index < anchor ? ',' : '' }
      const { before, after } = isSure(slot) ? { before: '', after: '' } : comma
      const lead = (entry: Entry) => {
        const stays = entry.node.source === mine.source && (entry === mine.entries[0]) === (index === 0)
        return stays || entry.lead.trim() !== '' ? withEnding(entry.lead, mine.source.eol) : space.lead(index)
      }
      if (slot.kind === 'conflict') {
        const written = (entries: readonly Entry[], own: boolean) => {
          const all = entries.map(
            (entry) => lead(entry) + (own ? entryText(entry) : flowEntryText(entry, mine.source, space.indent)),
          )
          return all.length === 0 ? '' : before + all.join(',') + after
        }
        const versions = {
          base: written(slot.base, false),
          mine: written(slot.mine, true),
          theirs: written(slot.theirs, false),
        }
        const both = slot.bothFit
          ? before +
            [
              ...slot.mine.map((e) => lead(e) + entryText(e)),
              ...slot.theirs.map((e) => lead(e) + flowEntryText(e, mine.source, space.indent)),
            ].join(',') +
            after
          : null
        const frame = ownFrame(slot, mine.source, before + space.lead(index), space.indent)
        const surely = isSure(slot)
        addPiece(pieces, plain(surely ? comma.before : ''))
        addPiece(pieces, this.#conflict(slot, versions, both, frame && { ...frame, after }, mine.source))
        addPiece(pieces, plain(surely ? comma.after : ''))
        return
      }
      addPiece(pieces, plain(comma.before))
      if (slot.kind === 'added')
        addPiece(pieces, plain(lead(slot.theirs) + flowEntryText(slot.theirs, mine.source, space.indent)))
      else {
        addPiece(pieces, plain(lead(slot.mine)))
        for (const piece of this.#entryBetweenCommas(slot, space.indent)) addPiece(pieces, piece)
      }
      addPiece(pieces, plain(comma.after))
    })
    addPiece(pieces, plain((layout.trailingComma ? ',' : '') + space.tail + text.slice(mine.end - 1, mine.end)))
    return pieces
  }

  #entryBetweenCommas(slot: Extract<Slot, { kind: 'entry' }>, indent: string): Piece[] {
    const { mine, theirs, value } = slot
    const { text } = mine.node.source
    if (value.kind === 'mine') return [plain(entryText(mine) + mine.gap)]
    const around = (inner: Piece[]): Piece[] => [
      plain(text.slice(mine.start, mine.node.start)),
      ...inner,
      plain(text.slice(mine.node.end, mine.end) + mine.gap),
    ]
    if (value.kind !== 'theirs') return around(this.value(value))
    if (!theirs || mine.node.props !== value.node.props) throw new Unwritable()
    return around([plain(flowText(value.node, theirs.start, mine.node.source, indent))])
  }

  #conflict(
    slot: ConflictSlot,
    versions: { readonly base: string; readonly mine: string; readonly theirs: string },
    both: string | null,
    own: OwnValueFrame | null,
    source: Source,
  ): Piece {
    this.#conflicts.push(slot)
    return { kind: 'conflict', conflict: this.#conflicts.length - 1, ...versions, both, own, eol: source.eol }
  }
}

const isSure = (slot: Slot) => slot.kind !== 'conflict' || (slot.mine.length > 0 && slot.theirs.length > 0)

const plain = (text: string): Piece => ({ kind: 'plain', text })

const isInline = (node: Node) =>
  !isBlock(node) &&
  !(node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded')) &&
  !(node.kind === 'scalar' && node.type === 'null' && node.start === node.end && node.props !== '')

/** An entry that shares its line with a dash cannot have comments of its own above it. */
function inlineLead(lead: string): string {
  if (lead.trim() !== '') throw new Unwritable()
  return ''
}

function wholeLines(text: string, source: Source, before: readonly Piece[] = []): string {
  if (text.endsWith('\n')) return text
  const last = before.at(-1)
  const ended = text === '' && last?.kind === 'plain' ? last.text.endsWith('\n') : text === '' && last?.kind === 'conflict'
  return ended ? text : text + source.eol
}

function leadOfTheirs(entry: Entry, mine: Source, indent: string): string {
  if (!entry.ownsLines) return ''
  return entry.lead
    .split(/(?<=\n)/)
    .map((line) => (line.trim() === '' ? line.replaceAll(/[\t ]+/g, '') : indent + line.trimStart()))
    .map((line) => withEnding(line, mine.eol))
    .join('')
}

function linesOfTheirs(entry: Entry, mine: Source, column: number): string {
  const { source } = entry.node
  if (!entry.ownsLines) {
    const key = keyText(entry)
    const value = flowText(entry.node, entry.start, mine, ' '.repeat(column))
    return (key === '' ? `- ${value}` : `${key}: ${value}`) + mine.eol
  }
  return wholeLines(withEnding(shifted(entryText(entry), column - columnAt(source, entry.start)), mine.eol), mine)
}

/** An entry whose block lost all it held. */
function emptied(entry: Entry, container: ContainerNode): string {
  const { source } = entry.node
  const head = source.text.slice(entry.start, container.start)
  if (head.includes('#')) throw new Unwritable()
  return `${head.trimEnd()} ${container.kind === 'map' ? '{}' : '[]'}${source.eol}`
}

/** A value of one's own fits where one entry stands in each version. */
function ownFrame(slot: ConflictSlot, source: Source, before: string, indent: string): OwnValueFrame | null {
  const entry = slot.mine[0] ?? slot.theirs[0]
  if (!entry || slot.bothFit || slot.mine.length > 1 || slot.theirs.length > 1) return null
  const key = keyText(entry)
  const inLines = entry.ownsLines
  const colon = source.format === 'json' ? separatorOf(entry) : ': '
  const head = key === '' ? (inLines ? '- ' : '') : key + colon
  return { before: before + head, after: inLines ? source.eol : '', format: source.format, indent, step: source.step }
}

function separatorOf(entry: Entry): string {
  const between = entry.node.source.text.slice(entry.start, entry.node.start)
  return between.slice(keyText(entry).length)
}

interface Spacing {
  readonly lead: (index: number) => string
  readonly tail: string
  readonly indent: string
}

/** The white space between the entries of a container with commas, from what mine has, else from what theirs has. */
function spacing(mine: ContainerNode, layout: Layout<'commas'>, slots: readonly Slot[]): Spacing {
  const { source } = mine
  const first = mine.entries[0]
  const outer = indentAt(source, mine.start)
  if (first) {
    const bare = (lead: string) => (lead.trim() === '' ? lead : (/\s*$/.exec(lead)?.[0] ?? ''))
    const firstLead = bare(first.lead)
    const second = mine.entries[1]
    const nextLead = second
      ? bare(second.lead)
      : firstLead.includes('\n')
        ? firstLead
        : mine.source.text.trim().includes('\n')
          ? ' '
          : ''
    const indent = firstLead.includes('\n') ? firstLead.slice(firstLead.lastIndexOf('\n') + 1) : outer
    return { lead: (index) => (index === 0 ? firstLead : nextLead), tail: layout.tail, indent }
  }
  const added = slots[0]
  const example =
    added?.kind === 'added' ? added.theirs : added?.kind === 'conflict' ? (added.theirs[0] ?? added.mine[0]) : undefined
  const broken = source.text.trim().includes('\n') && (example?.lead.includes('\n') ?? false)
  const inner = outer + source.step
  if (broken) return { lead: () => source.eol + inner, tail: source.eol + outer, indent: inner }
  return { lead: (index) => (index === 0 ? '' : ' '), tail: '', indent: outer }
}
