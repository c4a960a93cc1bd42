import type { Api } from '#shared/domain/api.ts'

/** The selected API in the centre of the window. */
export function ApiWorkspace({ api }: { api: Api }) {
  return <h2>{api.name}</h2>
}
