import { z } from 'zod'
import { type IniDocument, iniValues, parseIni, printIni, setIniList } from './ini-document.ts'

const Listed = z.object({ apiId: z.string() })

/** The ids that `.postman/api` lists, in its order. */
export function listedApis(text: string): string[] {
  return iniValues(parseIni(text), '', 'apis[]').flatMap((value) => idOf(value) ?? [])
}

/** `.postman/api` with one more API; as it was where that is listed already. Null stands for a file that is not there yet. */
export function withListedApi(text: string | null, apiId: string): string {
  if (text === null) return newApiList(apiId)
  const document: IniDocument = parseIni(text)
  const values = iniValues(document, '', 'apis[]')
  if (values.some((value) => idOf(value) === apiId)) return text
  return printIni(setIniList(document, '', 'apis[]', [...values, listed(apiId)]))
}

function newApiList(apiId: string): string {
  return `# This file is generated and kept up to date by Graft.
apis[] = ${listed(apiId)}
configVersion = 1.0.0
type = api
`
}

function listed(apiId: string): string {
  return JSON.stringify({ apiId })
}

function idOf(value: string): string | null {
  try {
    return Listed.parse(JSON.parse(value)).apiId
  } catch {
    return null
  }
}
