import { type Command, InvalidArgumentError, Option } from 'commander'
import { examples } from './options.ts'
import { serverOptions, type Target, withClient } from './webhook-calls.ts'
import { printAttempt, printAttempts, printWebhook, printWebhooks } from './webhook-text.ts'

interface Options extends Target {
  json?: true
}

interface Settings {
  to?: string
  events?: string[] | 'all'
  description?: string
  ordered?: boolean
  enabled?: boolean
}

export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .summary('list, create, change and test webhooks')
    .description(
      'Makes calls to a running server. Without --key, it uses the key of the app from the database.',
    )
    .addHelpText(
      'after',
      examples(
        'openparley webhooks create https://example.com/webhooks',
        'openparley webhooks create https://example.com/webhooks --events message.sent,message.read',
        'openparley webhooks attempts wh_7HtvCJLjdZoRsYE2nCXp2n',
      ),
    )
  addList(webhooks)
  addCreate(webhooks)
  addShow(webhooks)
  addSet(webhooks)
  addDelete(webhooks)
  addRotate(webhooks)
  addTest(webhooks)
  addAttempts(webhooks)
  addResend(webhooks)
  addReplay(webhooks)
}

function addList(webhooks: Command): void {
  commandOf(webhooks, 'list')
    .description('Lists the webhooks.')
    .action((options: Options) =>
      withClient(options, async (client) => printWebhooks(await client.list(), options)),
    )
}

function addCreate(webhooks: Command): void {
  withSettings(commandOf(webhooks, 'create').argument('<url>', 'where to send the events'))
    .description('Creates a webhook and prints its secret, which is not shown again.')
    .addOption(secretOption())
    .action((url: string, { secret, ...options }: Options & Settings & { secret?: string }) =>
      withClient(options, async (client) =>
        printWebhook(
          await client.create({ url, ...settingsIn(options), ...(secret && { secret }) }),
          options,
        ),
      ),
    )
}

function addShow(webhooks: Command): void {
  commandOf(webhooks, 'show', '<id>')
    .description('Shows a webhook.')
    .action((id: string, options: Options) =>
      withClient(options, async (client) => printWebhook(await client.get(id), options)),
    )
}

function addSet(webhooks: Command): void {
  const set = withSettings(commandOf(webhooks, 'set', '<id>'))
    .description('Changes the given settings of a webhook and prints all of them.')
    .option('--to <url>', 'where to send the events')
  set.action((id: string, { to, ...options }: Options & Settings) => {
    const patch = { ...settingsIn(options), ...(to !== undefined && { url: to }) }
    if (Object.keys(patch).length === 0) set.error('error: no setting is given')
    return withClient(options, async (client) =>
      printWebhook(await client.change(id, patch), options),
    )
  })
}

function addDelete(webhooks: Command): void {
  commandOf(webhooks, 'delete', '<id>')
    .description('Deletes a webhook. Events that it has not received yet are not sent.')
    .action((id: string, options: Options) =>
      withClient(options, async (client) => {
        await client.delete(id)
        console.log(`The webhook ${id} is deleted.`)
      }),
    )
}

function addRotate(webhooks: Command): void {
  commandOf(webhooks, 'rotate', '<id>')
    .description('Prints a new secret. For a day, deliveries are also signed with the old one.')
    .addOption(secretOption())
    .action((id: string, { secret, ...options }: Options & { secret?: string }) =>
      withClient(options, async (client) =>
        printWebhook(await client.rotate(id, secret === undefined ? {} : { secret }), options),
      ),
    )
}

function addTest(webhooks: Command): void {
  commandOf(webhooks, 'test', '<id>')
    .description('Sends a test event. Exits with 1 if it was not received.')
    .action((id: string, options: Options) =>
      withClient(options, async (client) => printAttempt(await client.test(id), options)),
    )
}

function addAttempts(webhooks: Command): void {
  commandOf(webhooks, 'attempts', '<id>')
    .description('Lists the newest attempts to deliver events.')
    .addOption(new Option('--limit <count>', 'max attempts').argParser(count).default(20))
    .action((id: string, { limit, ...options }: Options & { limit: number }) =>
      withClient(options, async (client) =>
        printAttempts(await client.attempts(id, limit), options),
      ),
    )
}

function addResend(webhooks: Command): void {
  commandOf(webhooks, 'resend', '<id>')
    .argument('<attempt>', 'the id of the attempt')
    .description('Sends the event of an attempt again. Exits with 1 if it was not received.')
    .action((id: string, attempt: string, options: Options) =>
      withClient(options, async (client) =>
        printAttempt(await client.resend(id, attempt), options),
      ),
    )
}

function addReplay(webhooks: Command): void {
  const replay = commandOf(webhooks, 'replay', '<id>')
    .description('Sends past events again, from a time or from after an event.')
    .addOption(new Option('--since <time>', 'such as 2026-01-31T12:00:00Z').argParser(time))
    .addOption(new Option('--after <event>', 'the id of an event').conflicts('since'))
  replay.action((id: string, options: Options & { since?: number; after?: string }) => {
    const { since, after: cursor } = options
    if (since === undefined && cursor === undefined) replay.error('error: give --since or --after')
    return withClient(options, async (client) => {
      await client.replay(id, cursor === undefined ? { since: since ?? 0 } : { cursor })
      console.log('The events are sent again.')
    })
  })
}

const id = 'wh_7HtvCJLjdZoRsYE2nCXp2n'

/** Examples of the arguments of each command. */
const argumentsOf = {
  list: '--app shop',
  create: 'https://example.com/webhooks --events message.sent,message.read',
  show: id,
  set: `${id} --enabled true`,
  delete: id,
  rotate: id,
  test: id,
  attempts: `${id} --limit 5`,
  resend: `${id} att_0VbfBOGoh62ZjDVIWw0OYt`,
  replay: `${id} --since 2026-01-31T12:00:00Z`,
}

function commandOf(webhooks: Command, name: keyof typeof argumentsOf, argument?: string): Command {
  const command = webhooks.command(name).option('--json', 'print JSON')
  command.addHelpText('after', examples(`openparley webhooks ${name} ${argumentsOf[name]}`))
  for (const option of serverOptions()) command.addOption(option)
  return argument === undefined ? command : command.argument(argument, 'the id of the webhook')
}

const secretOption = () =>
  new Option('--secret <secret>', 'a secret of your own: whsec_ followed by Base64').env(
    'WEBHOOK_SECRET',
  )

function withSettings(command: Command): Command {
  return command
    .addOption(
      new Option('--events <types>', 'the types of events, comma-separated, or all').argParser(
        (text) => (text === 'all' ? text : text.split(',')),
      ),
    )
    .option('--description <text>', 'a note')
    .addOption(
      flagOption('--ordered', 'whether events of a conversation or user wait for each other'),
    )
    .addOption(flagOption('--enabled', 'whether to send events'))
}

const flagOption = (name: string, description: string) =>
  new Option(`${name} <true|false>`, description).argParser((text) => {
    if (text !== 'true' && text !== 'false')
      throw new InvalidArgumentError('It must be true or false.')
    return text === 'true'
  })

const settingsIn = ({ events, description, ordered, enabled }: Settings) => ({
  // The server returns the list of types.
  ...(events !== undefined && { events: events === 'all' ? null : (events as never) }),
  ...(description !== undefined && { description: description || null }),
  ...(ordered !== undefined && { ordered }),
  ...(enabled !== undefined && { enabled }),
})

function count(text: string): number {
  if (!/^([1-9]\d?|100)$/.test(text)) throw new InvalidArgumentError('It must be 1 to 100.')
  return Number(text)
}

function time(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new InvalidArgumentError('It must be a time, such as 2026-01-31.')
  return at
}
