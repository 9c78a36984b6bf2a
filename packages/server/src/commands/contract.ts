import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { RunResult, Target, WebhookOptions } from '@openparley/conformance'
import type { SourceOf } from '@openparley/contract'
import { type Command, Option } from 'commander'
import { documentFile } from '../base/assets.ts'
import { appOption, examples, keyOption, urlOption } from './options.ts'
import { progressTo } from './progress.ts'

interface Options {
  url: string
  app: string
  key?: string
  adminKey?: string
  stateless: boolean
  tags?: string
  webhooks?: boolean
  webhookListen: string
  webhookUrl?: string
  report?: 'junit' | 'json' | 'html'
  output?: string
}

/** `sourceOf` returns the file and line of a JSON pointer; without it, reports show the pointer. */
export function addContract(program: Command, sourceOf?: SourceOf): void {
  const command = program.command('contract')
  command
    .summary('check a running server against the document')
    .description(
      'Makes every call of the document to a running server, with ids of its own, and reports every response ' +
        'that differs from the document. Cleans up afterwards. Exits with 1 if there is a difference.',
    )
    .addOption(urlOption())
    .addOption(appOption())
    .addOption(keyOption('its key'))
    .addOption(
      new Option(
        '--admin-key <key>',
        "the server's admin key; without it, the admin operations are left out",
      ).env('ADMIN_KEY'),
    )
    .option('--stateless', 'for a mock: only calls whose response needs no state', false)
    .option('--tags <names>', 'only operations with one of these tags, such as Users,Messages')
    .option('--webhooks', 'receive webhooks of the app meanwhile, and check each delivery')
    .option(
      '--webhook-listen <address>',
      'the address to receive them on; port 0 means any free port',
      '127.0.0.1:0',
    )
    .option(
      '--webhook-url <url>',
      'how the server reaches that address (default: http and the address)',
    )
    .addOption(new Option('--report <form>', 'write a report').choices(['junit', 'json', 'html']))
    .option(
      '--output <file>',
      'write the report to a file (default: standard output, instead of the table)',
    )
    .addHelpText(
      'after',
      examples(
        'openparley contract --key sk_demo_…',
        'SECRET_KEY=sk_ci_not_a_secret openparley contract --url https://chat.example --app shop --report junit --output junit.xml',
        'openparley contract --url http://127.0.0.1:4010 --key any --stateless',
        'openparley contract --key sk_demo_… --webhooks',
        'openparley contract --url https://chat.example --app shop --webhooks --webhook-listen 0.0.0.0:4000 --webhook-url https://me.example/hook',
      ),
    )
    .action(({ key, ...options }: Options) =>
      key
        ? hold({ ...options, key }, sourceOf)
        : command.error("error: the app's key is missing: give --key or SECRET_KEY"),
    )
}

async function hold(options: Options & { key: string }, sourceOf: SourceOf | undefined) {
  const kit = await import('@openparley/conformance')
  const file = documentFile('openapi.json')
  const contract = kit.createContract(JSON.parse(readFileSync(file, 'utf8')), sourceOf)
  const { url: baseUrl, app: appId, key: secretKey, adminKey, stateless, output } = options
  await assertOpen({ baseUrl, appId, secretKey })
  const progress = progressTo(process.stderr)
  let calls = 0
  const result: RunResult = await kit.runContract(
    contract,
    { baseUrl, appId, secretKey, adminKey },
    {
      stateless,
      tags: options.tags?.split(','),
      webhooks: options.webhooks ? await webhookOptions(options) : undefined,
      scratch: `contract-${randomBytes(4).toString('hex')}`,
      onCall({ operation, title }) {
        calls += 1
        progress.show(`Call ${calls}: ${operation}, ${title}`)
      },
    },
  )
  progress.end()
  const reports = { junit: kit.junitReport, json: kit.jsonReport, html: kit.htmlReport }
  const report = options.report && reports[options.report](contract, result)
  if (report && output) writeFileSync(output, report)
  if (report && !output) process.stdout.write(report)
  else console.log(kit.textReport(contract, result))
  if (kit.violationsOf(result).length > 0) process.exitCode = 1
}

async function webhookOptions({ webhookListen, webhookUrl }: Options): Promise<WebhookOptions> {
  const { verifyWebhook } = await import('@openparley/client/webhooks')
  const address = URL.parse(`http://${webhookListen}`)
  if (!address?.port && !webhookListen.endsWith(':80'))
    throw new Error(`--webhook-listen ${webhookListen} is not a host and a port.`)
  const host = address?.hostname.replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address?.port || 80), url: webhookUrl, verify: verifyWebhook }
}

/** Reports a wrong URL or key once, instead of for every call. */
async function assertOpen({ baseUrl, appId, secretKey }: Target): Promise<void> {
  const users = new URL(`/v1/${encodeURIComponent(appId)}/users?limit=1`, baseUrl)
  const headers = { authorization: `Bearer ${secretKey}` }
  const { status } = await fetch(users, { headers }).catch(({ cause, message }) => {
    throw new Error(`No response from ${baseUrl}: ${cause?.message ?? message}`)
  })
  if (status === 401) throw new Error(`${baseUrl} returns 401 for this key of the app ${appId}.`)
}
