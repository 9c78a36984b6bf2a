import { ProblemError } from '@openparley/client'

/** What went wrong, as a text for the person at the page. */
export function textOf(error: unknown): string {
  if (error instanceof ProblemError) return error.detail
  if (error instanceof TypeError) return 'The server cannot be reached.'
  return error instanceof Error ? error.message : String(error)
}

/** The first error at a path of the request, such as `#/settings/maxParticipants`, or below it. */
export function faultAt(error: unknown, place: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined
  const found = Object.entries(error.errors).find(
    ([at]) => at === place || at.startsWith(`${place}/`),
  )
  return found?.[1][0]
}
