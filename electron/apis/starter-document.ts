/** A minimal OpenAPI 3.1 document for a new API, as YAML. */
export function starterDocument(name: string): string {
  // A JSON string is a valid double-quoted YAML scalar (YAML 1.2, section 1.3), whatever the name holds.
  return `openapi: 3.1.0
info:
  title: ${JSON.stringify(name)}
  version: 0.1.0
paths: {}
`
}
