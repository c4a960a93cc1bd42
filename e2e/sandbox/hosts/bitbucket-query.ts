/** One condition of a query, or several joined by AND or OR. */
export type BitbucketQuery =
  | { kind: 'condition'; field: string; operator: '=' | '!=' | '~' | '!~'; value: string }
  | { kind: 'and' | 'or'; parts: BitbucketQuery[] }

/** What a thing that is searched for has under a field; undefined for a field that cannot be searched. */
export type FieldReader = (field: string) => string | undefined

const TOKEN = /\s*(?:(\()|(\))|(AND|OR)\b|([a-z_]+(?:\.[a-z_]+)*)\s*(!=|!~|=|~)\s*"((?:[^"\\]|\\.)*)")/iy

/**
 * Reads the part of Bitbucket's query language that compares texts (`Filtering and sorting`): `name ~ "pet" AND (…)`. AND binds
 * closer than OR. Null for what is not of the language.
 */
export function parseBitbucketQuery(text: string): BitbucketQuery | null {
  const tokens = tokensOf(text)
  if (tokens === null) return null
  const reader = { at: 0, tokens }
  const query = readOr(reader)
  return reader.at === tokens.length ? query : null
}

/** Whether a thing is found; null where the query names a field that cannot be searched. `~` is blind to case. */
export function isFoundBy(query: BitbucketQuery, read: FieldReader): boolean | null {
  if (query.kind === 'condition') {
    const value = read(query.field)
    if (value === undefined) return null
    const holds = query.operator.endsWith('=') ? value === query.value : value.toLowerCase().includes(query.value.toLowerCase())
    return query.operator.startsWith('!') ? !holds : holds
  }
  const found = query.parts.map((part) => isFoundBy(part, read))
  if (found.includes(null)) return null
  return query.kind === 'and' ? found.every(Boolean) : found.some(Boolean)
}

type Token = '(' | ')' | 'AND' | 'OR' | BitbucketQuery

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const match = pattern.exec(text)
    if (!match) return null
    const [, open, close, join, field = '', operator, value = ''] = match
    if (open) tokens.push('(')
    else if (close) tokens.push(')')
    else if (join) tokens.push(join.toUpperCase() === 'AND' ? 'AND' : 'OR')
    else if (operator === '=' || operator === '!=' || operator === '~' || operator === '!~') {
      tokens.push({ kind: 'condition', field, operator, value: value.replace(/\\(.)/g, '$1') })
    }
  }
  return tokens
}

interface Reader {
  at: number
  tokens: readonly Token[]
}

function readOr(reader: Reader): BitbucketQuery | null {
  return readJoined(reader, 'OR', 'or', () => readJoined(reader, 'AND', 'and', () => readOne(reader)))
}

function readJoined(
  reader: Reader,
  word: 'AND' | 'OR',
  kind: 'and' | 'or',
  readPart: () => BitbucketQuery | null,
): BitbucketQuery | null {
  const first = readPart()
  if (first === null) return null
  const parts = [first]
  while (reader.tokens[reader.at] === word) {
    reader.at += 1
    const part = readPart()
    if (part === null) return null
    parts.push(part)
  }
  return parts.length === 1 ? first : { kind, parts }
}

function readOne(reader: Reader): BitbucketQuery | null {
  const token = reader.tokens[reader.at]
  reader.at += 1
  if (typeof token === 'object') return token
  if (token !== '(') return null
  const inner = readOr(reader)
  const closed = reader.tokens[reader.at] === ')'
  reader.at += 1
  return closed ? inner : null
}
