/**
 * The keys at the top of a JSON or YAML document with their scalar values (others as ''), as far as the text can be read. Reads
 * JSON token by token and YAML line by line, because whole parsers give up on text that is still being typed.
 */
export function topLevelKeys(text: string): Map<string, string> {
  const body = text.replace(/^\uFEFF/, '')
  return /^\s*\{/.test(body) ? jsonKeys(body) : yamlKeys(body)
}

/** One token of JSON (RFC 8259, section 2); a string that is not closed yet ends with its line. */
const JSON_TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g

function jsonKeys(text: string): Map<string, string> {
  const keys = new Map<string, string>()
  let depth = 0
  let key: string | null = null
  let afterColon = false
  for (const [token] of text.matchAll(JSON_TOKEN)) {
    if (token === '{' || token === '[') {
      if (depth === 1 && key !== null && afterColon) keys.set(key, '')
      depth += 1
    } else if (token === '}' || token === ']') depth -= 1
    else if (depth !== 1) continue
    else if (token === ':') afterColon = true
    else if (token === ',') {
      key = null
      afterColon = false
    } else if (!afterColon && token.startsWith('"')) key = unquoted(token)
    else if (afterColon && key !== null && !keys.has(key)) keys.set(key, unquoted(token))
  }
  return keys
}

function unquoted(token: string): string {
  return token.replace(/^"|"$/g, '').replaceAll(/\\(["\\/])/g, '$1')
}

function yamlKeys(text: string): Map<string, string> {
  const keys = new Map<string, string>()
  for (const line of text.split(/\r\n|\r|\n/)) {
    const pair = /^(?:"([^"]+)"|'([^']+)'|([^\s#:"'{[&*!|>%@`-][^:#]*?))\s*:(?:\s+(.*))?$/.exec(line)
    const key = pair?.[1] ?? pair?.[2] ?? pair?.[3]
    if (key !== undefined && !keys.has(key)) keys.set(key, scalar(pair?.[4] ?? ''))
  }
  return keys
}

function scalar(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')/.exec(text)
  if (quoted) return quoted[1] ?? quoted[2] ?? ''
  return text.replace(/\s+#.*$/, '').trim()
}
