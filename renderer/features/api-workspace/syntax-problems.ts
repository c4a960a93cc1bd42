import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { parseAllDocuments } from 'yaml'
import type { CodeLanguage } from '#renderer/ui/code-languages.ts'

/** Something that keeps a text from being read; offsets in UTF-16 units, `code` is the parser's own name for it. */
export interface SyntaxProblem {
  from: number
  to: number
  severity: 'error' | 'warning'
  syntax: 'json' | 'yaml'
  code: string
  /** The parser's own words (English), where it has some. */
  detail: string | null
}

/** Texts above this many characters are not checked while typing: it would be felt. */
export const CHECKED_UP_TO = 1_000_000
const MOST = 200

/** What is wrong with the text as JSON (RFC 8259) or YAML (1.2); empty for other languages. */
export function syntaxProblems(language: CodeLanguage, text: string): SyntaxProblem[] {
  if (text.length > CHECKED_UP_TO) return []
  if (language === 'json') return jsonProblems(text)
  if (language === 'yaml') return yamlProblems(text)
  return []
}

function jsonProblems(text: string): SyntaxProblem[] {
  if (text.trim() === '') return [problemAt(0, 0, 'json', 'ValueExpected', null)]
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  return errors
    .slice(0, MOST)
    .map(({ error, offset, length }) => problemAt(offset, offset + length, 'json', printParseErrorCode(error), null))
}

function yamlProblems(text: string): SyntaxProblem[] {
  const documents = parseAllDocuments(text, { prettyErrors: false })
  // An empty text gives a list with a mark instead of documents.
  if (!Array.isArray(documents)) return []
  return [...documents]
    .flatMap((document) => [
      ...document.errors.map(({ pos, code, message }) => problemAt(pos[0], pos[1], 'yaml', code, message)),
      ...document.warnings.map(({ pos, code, message }) => ({
        ...problemAt(pos[0], pos[1], 'yaml', code, message),
        severity: 'warning' as const,
      })),
    ])
    .slice(0, MOST)
}

function problemAt(from: number, to: number, syntax: 'json' | 'yaml', code: string, detail: string | null): SyntaxProblem {
  return { from, to: Math.max(to, from), severity: 'error', syntax, code, detail }
}
