import { type Command, InvalidArgumentError, Option } from 'commander'
import { settings } from '../compose/settings.ts'
import type { AnonymizeOptions } from '../tools/anonymize-user.ts'
import { type AnonymizeReport, progressText, reportText } from '../tools/anonymize-user-report.ts'
import { withDatabase } from './database.ts'
import { databaseVariable, examples, keyOption, settingOption, urlOption } from './options.ts'
import { progressTo } from './progress.ts'

interface Options extends AnonymizeOptions {
  app: string
  key: string
  url: string
  report: 'text' | 'json'
  database?: string
}

interface Output {
  isTTY?: boolean
  write(text: string): unknown
}

/** The environment of the command. */
export interface CommandEnvironment {
  stdout: Output
  stderr: Output
  /** Calls the listener when the user interrupts the command. */
  onInterruption: (listener: () => void) => void
  exit: (code: number) => void
}

const ownProcess: CommandEnvironment = {
  stdout: process.stdout,
  stderr: process.stderr,
  onInterruption: (listener) => process.once('SIGINT', listener),
  exit(code) {
    process.exitCode = code
  },
}

const reach = `
The name is replaced; email, phone, pictures, welcome message, availability, custom data and push tokens are
cleared. The user's messages are redacted: text replaced, custom data cleared. A message with a location or a
file is deleted, as an edit cannot remove a location or a file. The user's reactions are removed, unless messages are kept.
The id, the role and the locale stay.

This uses calls of the API, so streams get an event for each change. Three kinds of data cannot be reached by calls
and need --database. The event log keeps older names and texts until it is trimmed, so that streams can resume. The
idempotency keys of the user's messages are kept for a day. If messages are kept, the files that the user uploaded and
others sent remain too. Backups are not changed.

If the command is interrupted, run it again to continue. Progress goes to the standard error, the report to the standard
output. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such user, 130 interrupted.
`

export function addAnonymizeUser(program: Command, surroundings = ownProcess): void {
  program
    .command('anonymize-user')
    .argument('<userId>', 'the user')
    .summary("remove a user's personal data and messages")
    .description("Removes a user's personally identifiable information.")
    .addOption(new Option('--app <id>', 'the app').env('APP_ID').makeOptionMandatory())
    .addOption(keyOption('its key').makeOptionMandatory())
    .addOption(urlOption())
    .addOption(
      settingOption({
        ...settings.databaseUrl,
        description: "the server's database, to redact the event log too (see below)",
      }).env(databaseVariable()),
    )
    .option('--name <text>', 'the new name', notEmpty, 'Deleted user')
    .addOption(
      new Option('--messages <what>', "what to do with the user's messages")
        .choices(['redact', 'delete', 'keep'])
        .default('redact'),
    )
    .option('--text <text>', 'the new text of a redacted message', notEmpty, '[removed]')
    .option(
      '--conversations',
      'also clear subject, picture, topic, custom data and welcome messages of the conversations in which the user takes part or has written',
      false,
    )
    .addOption(
      new Option(
        '--scope <where>',
        'all: search every conversation of the app, including conversations that the user has left; joined: only conversations that the user is in',
      )
        .choices(['all', 'joined'])
        .default('all'),
    )
    .option('--dry-run', 'only print what would be changed', false)
    .addOption(
      new Option('--report <form>', 'the report').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      reach +
        examples(
          'openparley anonymize-user alice --app shop --dry-run',
          'SECRET_KEY=sk_shop_not_a_secret openparley anonymize-user alice --app shop --messages delete',
        ),
    )
    .action((userId: string, options: Options) => anonymize(userId, options, surroundings))
}

async function anonymize(userId: string, options: Options, surroundings: CommandEnvironment) {
  const { database, app: appId, dryRun } = options
  const { deleteIdempotencyKeys, redactLog, removeFiles } = await import(
    '../operations/forget-user.ts'
  )
  const interruption = new AbortController()
  surroundings.onInterruption(() => {
    surroundings.stderr.write('\nInterrupted: waiting for the running calls.\n')
    interruption.abort()
  })
  if (database && !dryRun)
    await withDatabase(database, (store) => deleteIdempotencyKeys(store, appId, userId))
  const { code, conversationIds = new Set() } = await anonymizeOverApi(
    userId,
    { ...options, signal: interruption.signal },
    surroundings,
  )
  if (database && !dryRun && code === 0)
    await withDatabase(database, async (store) => {
      if (options.messages !== 'keep') await removeFiles(store, appId, userId)
      await redactLog(store, appId, userId, {
        text: options.messages === 'keep' ? undefined : options.text,
        conversationIds: options.conversations ? conversationIds : new Set(),
        addsWritten: options.conversations,
      })
    })
  surroundings.exit(code)
}

interface Outcome {
  /** The exit code. */
  code: number
  /** The conversations that the user is in or wrote in. */
  conversationIds?: Set<string>
}

/** Makes the API calls, and prints the progress and the report. */
async function anonymizeOverApi(
  userId: string,
  { app: appId, key: secretKey, url: baseUrl, report: form, ...options }: Options,
  { stdout, stderr }: CommandEnvironment,
): Promise<Outcome> {
  const { createClient, ProblemError } = await import('@openparley/client')
  const { anonymizeUser } = await import('../tools/anonymize-user.ts')
  const progress = progressTo(stderr)
  try {
    const client = createClient({ baseUrl, appId, secretKey, retries: 5 })
    const onProgress = (report: AnonymizeReport) => progress.show(progressText(report))
    const found = await anonymizeUser(client, userId, { ...options, onProgress })
    progress.end()
    if (!found) {
      stderr.write(`There is no user ${JSON.stringify(userId)}.\n`)
      return { code: 3 }
    }
    const { report, conversationIds } = found
    stdout.write(form === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportText(report))
    return { code: report.finished ? 0 : 130, conversationIds }
  } catch (error) {
    progress.end()
    const why =
      error instanceof ProblemError
        ? `The server returned ${error.status}: ${error.message}`
        : `No response from ${baseUrl}: ${reasonOf(error)}`
    stderr.write(`${why}\nChanges up to now are kept; run the same command again to continue.\n`)
    return { code: 1 }
  }
}

/** Only the cause of an error of `fetch` says why it failed. */
const reasonOf = (error: unknown) =>
  error instanceof Error ? ((error.cause as Error | undefined) ?? error).message : String(error)

function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must not be empty.')
  return text
}
