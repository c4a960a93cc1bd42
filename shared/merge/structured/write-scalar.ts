import { Unwritable } from './indentation.ts'
import { nodeText, type ScalarNode } from './model.ts'

/** A merged string in the style in which mine is written. */
export function writeString(mine: ScalarNode, text: string): string {
  if (mine.source.format === 'json') return JSON.stringify(text)
  switch (mine.style) {
    case 'literal':
      return writeBlock(mine, text, '|', text.split('\n'))
    case 'folded':
      if (text.split('\n').some((line) => /^\s/.test(line))) return writeBlock(mine, text, '|', text.split('\n'))
      return writeBlock(mine, text, '>', text.replace(/\n+$/, '').replaceAll('\n', '\n\n').split('\n'))
    case 'single':
      return text.includes('\n') ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`
    case 'double':
      return JSON.stringify(text)
    default:
      return isSafePlain(text) ? text : JSON.stringify(text)
  }
}

const isSafePlain = (text: string) =>
  /^[\p{L}][^\n:#{}[\],&*!|>'"%@`]*[^\s:#{}[\],]$/u.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)

function writeBlock(mine: ScalarNode, text: string, sign: '|' | '>', lines: readonly string[]): string {
  const { eol } = mine.source
  const written = nodeText(mine)
  const header = written.slice(0, written.indexOf('\n')).trimEnd()
  const comment = /\s#.*$/.exec(header)?.[0] ?? ''
  const firstLine = written
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '')
  const indent = /^ */.exec(firstLine ?? '')?.[0] ?? ''
  if (/\d/.test(header.replace(comment, '')) || indent === '' || /^\s/.test(text)) throw new Unwritable()
  const body = [...lines]
  while (body.at(-1) === '') body.pop()
  const endings = text.length - text.replace(/\n+$/, '').length
  const chomping = endings === 0 ? '-' : endings === 1 ? '' : '+'
  const blank = Array.from({ length: Math.max(endings - 1, 0) }, () => '')
  return [`${sign}${chomping}${comment}`, ...body.map((line) => (line === '' ? '' : indent + line)), ...blank, ''].join(eol)
}
