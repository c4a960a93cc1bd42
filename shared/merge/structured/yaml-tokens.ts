import { type CST, Parser } from 'yaml'
import { MAX_DEPTH } from './model.ts'
import { Refused } from './reading.ts'

/** Cuts YAML into its concrete tokens; refuses what is nested too deep before anything follows the nesting by recursion. */
export function yamlTokens(text: string): CST.Token[] {
  const tokens = [...new Parser().parse(text)]
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > MAX_DEPTH) throw new Refused({ kind: 'too-deep' })
    for (const token of childTokens(next.token)) open.push({ token, depth: next.depth + 1 })
  }
  return tokens
}

function childTokens(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : []
  if (!('items' in token)) return []
  return token.items.flatMap((item) => [item.key, item.value].filter((child) => child !== null && child !== undefined))
}

/** The comments of a list of tokens that belong to one item. */
export function commentsOf(tokens: readonly CST.SourceToken[] | undefined): string[] {
  return (tokens ?? []).filter((token) => token.type === 'comment').map((token) => token.source.trim())
}

/** All comments of a text, wherever they stand. */
export function allComments(tokens: readonly CST.Token[]): string[] {
  const comments: string[] = []
  const open: CST.Token[] = [...tokens]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === 'comment') comments.push(next.source.trim())
    for (const field of ['start', 'end', 'props'] as const) {
      const own: unknown = field in next ? Reflect.get(next, field) : undefined
      if (Array.isArray(own)) comments.push(...commentsOf(own))
    }
    if ('items' in next) for (const item of next.items) comments.push(...commentsOf(item.start), ...commentsOf(item.sep))
    open.push(...childTokens(next))
  }
  return comments
}
