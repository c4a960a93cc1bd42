const MAX_LENGTH = 2000

/**
 * What a server said, fit to be shown: without control characters and terminal colours, without credentials in URLs, without
 * `secrets`, and short. Null where nothing is left. HTML pages (a proxy's, a sign-in page) say nothing and become null.
 */
export function serverWords(text: string, secrets: readonly string[] = []): string | null {
  if (/^\s*(<!doctype|<html|<\?xml)/i.test(text)) return null
  let words = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences are what is taken out here.
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here.
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
  for (const secret of secrets) {
    if (secret.length < 4) continue
    for (const form of [secret, encodeURIComponent(secret)]) words = words.replaceAll(form, '…')
  }
  words = words
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1')
    .replace(/\b(authorization|private-token)\s*[:=]\s*(\w+\s+)?\S+/gi, '$1: …')
    .split('\n')
    .map((line) => line.replace(/^remote: ?/, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (words === '') return null
  return words.length > MAX_LENGTH ? `${words.slice(0, MAX_LENGTH - 1)}…` : words
}

/**
 * The words of an HTTP answer's body. JSON errors give their messages (`message`, `error_description`, `error`,
 * `errors[].message`, or lists by field: the shapes of GitHub, GitLab, Azure DevOps and Bitbucket).
 */
export function bodyWords(contentType: string | undefined, body: string, secrets: readonly string[] = []): string | null {
  if (contentType?.includes('html')) return null
  if (!contentType?.includes('json')) return serverWords(body, secrets)
  try {
    return serverWords(messageIn(JSON.parse(body)) ?? '', secrets)
  } catch {
    return serverWords(body, secrets)
  }
}

function messageIn(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const messages = value.map(messageIn).filter((message) => message !== null)
    return messages.length > 0 ? messages.join('\n') : null
  }
  if (typeof value !== 'object' || value === null) return null
  const record: Record<string, unknown> = { ...value }
  const message = messageIn(record['message']) ?? messageIn(record['error_description']) ?? messageIn(record['error'])
  const errors = messageIn(record['errors'])
  if (message !== null && errors !== null && message !== errors) return `${message}\n${errors}`
  return message ?? errors ?? fieldMessages(record)
}

/** GitLab names fields: `{ "base": ["…"], "title": ["can't be blank"] }`. */
function fieldMessages(record: Record<string, unknown>): string | null {
  const lines = Object.entries(record).flatMap(([field, texts]) =>
    Array.isArray(texts) && texts.every((text) => typeof text === 'string')
      ? texts.map((text) => (field === 'base' ? text : `${field}: ${text}`))
      : [],
  )
  return lines.length > 0 ? lines.join('\n') : null
}
