/** A piece of a text: words as they are, or a `{{variable}}` that is filled in when a request is sent. */
export interface TextPart {
  kind: 'words' | 'variable'
  text: string
  /** Where the piece begins, in UTF-16 units. */
  at: number
}

/** Takes a text apart at its variables; put together again the pieces are the text. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const found of text.matchAll(/\{\{[^{}]+\}\}/g)) {
    if (found.index > done) parts.push({ kind: 'words', text: text.slice(done, found.index), at: done })
    parts.push({ kind: 'variable', text: found[0], at: found.index })
    done = found.index + found[0].length
  }
  return done < text.length ? [...parts, { kind: 'words', text: text.slice(done), at: done }] : parts
}
