import { createClient } from '@openparley/client'
import { type AnonymizeOptions, anonymizeUser } from './anonymize-user.ts'
import { type AnonymizeReport, progressText, reportText } from './anonymize-user-report.ts'
import { RefusedCall } from './answer.ts'
import { progressTo } from './progress.ts'

export interface Output {
  isTTY?: boolean
  write(text: string): unknown
}

export interface CommandContext {
  stdout: Output
  stderr: Output
  /** Interrupts the work between two calls. */
  signal: AbortSignal
}

export interface AnonymizeCommandOptions extends AnonymizeOptions {
  app: string
  key: string
  url: string
  report: 'text' | 'json'
}

export interface Outcome {
  /** The exit code. */
  code: number
  /** The conversations that the user is in or wrote in. */
  conversationIds: Set<string>
}

/** `fetch` tells why it failed in the cause alone. */
const reasonOf = (error: unknown) =>
  error instanceof Error ? ((error.cause as Error | undefined) ?? error).message : String(error)

/** Anonymizes the user over the API, and writes progress and report. */
export async function anonymizeUserCommand(
  userId: string,
  { app, key, url, report: form, ...options }: AnonymizeCommandOptions,
  { stdout, stderr, signal }: CommandContext,
): Promise<Outcome> {
  const progress = progressTo(stderr)
  const ended = (code: number, conversationIds = new Set<string>()) => ({ code, conversationIds })
  try {
    const client = createClient({ baseUrl: url, appId: app, secretKey: key, retries: 5 })
    const onProgress = (report: AnonymizeReport) => progress.show(progressText(report))
    const found = await anonymizeUser(client, userId, { ...options, signal, onProgress })
    progress.end()
    if (!found) {
      stderr.write(`There is no user ${JSON.stringify(userId)}.\n`)
      return ended(3)
    }
    const { report, conversationIds } = found
    stdout.write(form === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportText(report))
    return ended(report.finished ? 0 : 130, conversationIds)
  } catch (error) {
    progress.end()
    const why =
      error instanceof RefusedCall
        ? `The server returned ${error.status}: ${error.message}`
        : `No response from ${url}: ${reasonOf(error)}`
    stderr.write(`${why}\nWhat is done is done; run the same command again to go on.\n`)
    return ended(1)
  }
}
