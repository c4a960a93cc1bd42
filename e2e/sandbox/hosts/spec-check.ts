import { readFile } from 'node:fs/promises'
import { OpenAPIBackend } from 'openapi-backend'
import { z } from 'zod'
import type { HostKind } from '#shared/domain/host.ts'

/** One request to a host's REST interface and its answer. */
export interface Exchange {
  method: string
  /** Below the REST base, segments encoded as they were sent, without the query. */
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON; undefined where none was sent. */
  body: unknown
  status: number
  /** Parsed JSON, or text. */
  answer: unknown
}

/** Holds exchanges against a description that the host itself publishes. */
export interface SpecCheck {
  /**
   * What differs from the description, in words; empty where nothing does. Refusals that the description does not name are
   * left alone: it names few of them.
   */
  problems(exchange: Exchange): string[]
}

/** Parameters that the hosts' documentation pages have and the descriptions lack. */
const DOCUMENTED_ELSEWHERE: Readonly<Partial<Record<HostKind, readonly string[]>>> = {
  // "REST API", keyset-based pagination.
  gitlab: ['pagination', 'page_token', 'cursor'],
  'gitlab-self-managed': ['pagination', 'page_token', 'cursor'],
  // "Filter and sort API objects" and "Pagination".
  bitbucket: ['page', 'pagelen', 'fields', 'q', 'sort', 'role'],
  // "Refs - List": continuation.
  'azure-devops': ['continuationToken', '$top', '$skip'],
  'azure-devops-server': ['continuationToken', '$top', '$skip'],
}

/** Operations that the hosts' documentation pages have and the descriptions lack. */
const OPERATIONS_ELSEWHERE: readonly string[] = [
  // GitLab, "Personal access tokens API".
  'GET /personal_access_tokens/self',
]

const FILES: Readonly<Partial<Record<HostKind, string>>> = {
  github: 'github.json',
  'github-enterprise-server': 'github-enterprise-server.json',
  gitlab: 'gitlab.json',
  'gitlab-self-managed': 'gitlab.json',
  bitbucket: 'bitbucket.json',
  'azure-devops': 'azure-devops.json',
  'azure-devops-server': 'azure-devops.json',
}

const FOLDER = new URL('../../../../shared/corpus/host-specs/', import.meta.url)
const Description = z.looseObject({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.looseObject({})),
})

/** The check for a kind of host; null where there is no description of it on this computer. */
export async function openSpecCheck(host: HostKind): Promise<SpecCheck | null> {
  const file = FILES[host]
  const text = file ? await readFile(new URL(file, FOLDER), 'utf8').catch(() => null) : null
  if (text === null) return null
  const description = Description.parse(withoutBareNullable(JSON.parse(text)))
  const definition = { ...description, paths: withOperationIds(description.paths) }
  // Formats are left out: hosts write dates and addresses in ways that validators argue about.
  const api = new OpenAPIBackend({
    definition,
    quick: true,
    coerceTypes: true,
    ajvOpts: { strict: false, validateFormats: false, allErrors: true },
  })
  await api.init()
  const deviations = {
    leftOut: DOCUMENTED_ELSEWHERE[host] ?? [],
    isUntyped: host === 'gitlab' || host === 'gitlab-self-managed',
  }
  return { problems: (exchange) => problemsOf(api, exchange, deviations) }
}

interface Deviations {
  leftOut: readonly string[]
  /**
   * GitLab's description is made from source that declares few types: `string` stands for every other one there (numbers of
   * roles, flags), and nothing may be null although much is.
   */
  isUntyped: boolean
}

function problemsOf(api: OpenAPIBackend, exchange: Exchange, { leftOut, isUntyped }: Deviations): string[] {
  const name = `${exchange.method} ${exchange.path}`
  if (OPERATIONS_ELSEWHERE.includes(name)) return []
  const query: Record<string, string> = {}
  for (const [key, value] of exchange.query) if (!leftOut.includes(key)) query[key] = value
  const headers: Record<string, string | string[]> = {}
  for (const [key, value] of Object.entries(exchange.headers)) if (value !== undefined) headers[key] = value
  const request = { method: exchange.method, path: exchange.path, query, headers, body: exchange.body }
  const operation = api.matchOperation(request)
  if (!operation?.operationId) return [`${name}: not in the description`]
  const asked = api.validateRequest(request, operation).errors ?? []
  const good = exchange.status < 300
  if (good && operation.responses?.[String(exchange.status)] === undefined) {
    return [`${name}: status ${exchange.status} is not in the description`]
  }
  const found = good ? (api.validateResponse(exchange.answer, operation, exchange.status).errors ?? []) : []
  const answered = found.filter(({ keyword, params, instancePath }) => {
    const isType = isUntyped && keyword === 'type'
    return !isType || (params['type'] !== 'string' && valueAt(exchange.answer, instancePath) !== null)
  })
  return [
    ...asked.map((error) => `${name}, request: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`),
    ...answered.map((error) => `${name}, answer: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`),
  ]
}

/** `nullable` beside `$ref`, `allOf` and the like says what the validator takes from `type` alone. */
function withoutBareNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBareNullable)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, withoutBareNullable(inner)])
  const schema = Object.fromEntries(entries)
  if (schema['nullable'] !== true || (schema['type'] !== undefined && schema['enum'] === undefined)) return schema
  const { nullable: _nullable, ...rest } = schema
  return { anyOf: [{ enum: [null] }, rest] }
}

/** The validator knows operations by their ids, which Bitbucket's have none of. */
function withOperationIds(paths: Record<string, Record<string, unknown>>): Record<string, Record<string, unknown>> {
  const named = Object.entries(paths).map(([path, operations]): [string, Record<string, unknown>] => {
    const entries = Object.entries(operations).map(([method, operation]): [string, unknown] => [
      method,
      isRecord(operation) ? { operationId: `${method} ${path}`, ...operation } : operation,
    ])
    return [path, Object.fromEntries(entries)]
  })
  return Object.fromEntries(named)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a JSON pointer (RFC 6901). */
function valueAt(root: unknown, pointer: string): unknown {
  let value = root
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    value = Array.isArray(value) ? value[Number(name)] : isRecord(value) ? value[name] : undefined
  }
  return value
}
