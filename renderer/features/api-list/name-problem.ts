import type { TextKey } from '#renderer/texts/catalogue.ts'
import { ApiName, ApiSummary } from '#shared/domain/api.ts'

/** What is wrong with a typed name, as the contract will judge it; null where it is fine. */
export function nameProblem(name: string): TextKey | null {
  if (ApiName.safeParse(name).success) return null
  return name.trim() === '' ? 'apiList.name.needed' : 'apiList.name.tooLong'
}

/** What is wrong with a typed summary; null where it is fine. */
export function summaryProblem(summary: string): TextKey | null {
  return ApiSummary.safeParse(summary).success ? null : 'apiList.summary.tooLong'
}
