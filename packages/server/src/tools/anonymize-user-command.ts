import { parseArgs } from 'node:util'
import { createClient } from '@openparley/client'
import { type AnonymizeOptions, anonymizeUser } from './anonymize-user.ts'
import { type AnonymizeReport, progressText, reportText } from './anonymize-user-report.ts'
import { RefusedCall } from './answer.ts'
import { progressTo } from './progress.ts'

const help = `Removes a user's personally identifiable information.

  openparley anonymize-user <userId> [options]

The name is replaced; email, phone, pictures, welcome message, availability, custom data and push tokens are
cleared. The user's messages are redacted: text replaced, custom data cleared. A message with a location
or a file is deleted, as an edit cannot take those away. The id, the role and the locale stay.

  --app <id>            the app; default APP_ID
  --key <secret key>    its key; default SECRET_KEY, which other users of the machine cannot see
  --url <url>           the server; default http://127.0.0.1:8080
  --name <text>         the name to put in place; default "Deleted user"
  --messages <what>     redact (default), delete or keep
  --text <text>         the text of a redacted message; default "[removed]"
  --conversations       also clear subject, picture, custom data and welcome messages of the
                        conversations that the user is in or has written in
  --scope <where>       all (default): look through every conversation of the app, which also finds
                        messages in those the user has left; joined: only those the user is in
  --dry-run             change nothing, and tell what would be changed
  --report <form>       text (default) or json
  --help                this

Examples:
  $ openparley anonymize-user alice --app shop --dry-run
  $ SECRET_KEY=sk_shop_not_a_secret openparley anonymize-user alice --app shop --messages delete

Interrupted, it goes on where it is run again. Progress goes to the standard error, the report to the
standard output. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such user, 130 interrupted.
`

interface Output {
  isTTY?: boolean
  write(text: string): unknown
}

export interface CommandContext {
  env: Record<string, string | undefined>
  stdout: Output
  stderr: Output
  /** Interrupts the work between two calls. */
  signal?: AbortSignal
}

class WrongUsage extends Error {}

const option = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const

function parsed(args: string[], env: CommandContext['env']) {
  const { values, positionals } = (() => {
    try {
      return parseArgs({
        args,
        allowPositionals: true,
        options: {
          app: option,
          key: option,
          url: { ...option, default: 'http://127.0.0.1:8080' },
          name: { ...option, default: 'Deleted user' },
          messages: { ...option, default: 'redact' },
          text: { ...option, default: '[removed]' },
          conversations: flag,
          scope: { ...option, default: 'all' },
          'dry-run': flag,
          report: { ...option, default: 'text' },
          help: flag,
        },
      })
    } catch (error) {
      throw new WrongUsage((error as Error).message)
    }
  })()
  if (values.help) return undefined
  const oneOf = <T extends string>(name: 'messages' | 'scope' | 'report', ...allowed: T[]): T => {
    const found = allowed.find((value) => value === values[name])
    if (!found) throw new WrongUsage(`--${name} is ${allowed.join(', or ')}, not ${values[name]}.`)
    return found
  }
  const [userId, ...others] = positionals
  if (!userId) throw new WrongUsage('Which user? Give the id.')
  if (others.length > 0) throw new WrongUsage(`One user at a time; what is ${others.join(' ')}?`)
  const appId = values.app ?? env.APP_ID
  const secretKey = values.key ?? env.SECRET_KEY
  if (!appId) throw new WrongUsage('Which app? Give --app or set APP_ID.')
  if (!secretKey) throw new WrongUsage("Give the app's key as --key or set SECRET_KEY.")
  if (!URL.canParse(values.url)) throw new WrongUsage(`--url is no URL: ${values.url}`)
  for (const name of ['name', 'text'] as const)
    if (values[name] === '') throw new WrongUsage(`--${name} must not be empty.`)
  const options: AnonymizeOptions = {
    name: values.name,
    messages: oneOf('messages', 'redact', 'delete', 'keep'),
    text: values.text,
    conversations: values.conversations,
    scope: oneOf('scope', 'all', 'joined'),
    dryRun: values['dry-run'],
  }
  const client = createClient({ baseUrl: values.url, appId, secretKey, retries: 5 })
  return { userId, options, client, url: values.url, report: oneOf('report', 'text', 'json') }
}

/** `fetch` tells why it failed in the cause alone. */
const reasonOf = (error: unknown) =>
  error instanceof Error ? ((error.cause as Error | undefined) ?? error).message : String(error)

/** Runs the command line `anonymize-user`; answers the exit code. */
export async function anonymizeUserCommand(args: string[], context: CommandContext) {
  const { env, stdout, stderr, signal } = context
  const progress = progressTo(stderr)
  let url = ''
  try {
    const command = parsed(args, env)
    if (!command) {
      stdout.write(help)
      return 0
    }
    url = command.url
    const { client, userId, options } = command
    const onProgress = (report: AnonymizeReport) => progress.show(progressText(report))
    const report = await anonymizeUser(client, userId, { ...options, signal, onProgress })
    progress.end()
    if (!report) {
      stderr.write(`There is no user ${JSON.stringify(userId)}.\n`)
      return 3
    }
    stdout.write(
      command.report === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportText(report),
    )
    return report.finished ? 0 : 130
  } catch (error) {
    progress.end()
    if (error instanceof WrongUsage) {
      stderr.write(`${error.message}\nSee --help.\n`)
      return 2
    }
    const why =
      error instanceof RefusedCall
        ? `The server answered ${error.status}: ${error.message}`
        : `No answer from ${url}: ${reasonOf(error)}`
    stderr.write(`${why}\nWhat is done is done; run the same command again to go on.\n`)
    return 1
  }
}
