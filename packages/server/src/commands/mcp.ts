import { type Command, Option } from 'commander'
import { appOption, examples, keyOption, urlOption } from './options.ts'

interface Options {
  url: string
  app: string
  token?: string
  key?: string
  user?: string
  write: boolean
}

export function addMcp(program: Command): void {
  const command = program.command('mcp')
  command
    .summary('serve the tools of agents over MCP')
    .description(
      'Serves the Model Context Protocol on standard input and output. With a user token, or with --user and the secret ' +
        'key, an agent takes part in the chat as that user. With the secret key alone, it reads all of the app. ' +
        'Needs the package @modelcontextprotocol/server beside this one.',
    )
    .addOption(urlOption().env('PARLEY_URL'))
    .addOption(appOption())
    .addOption(new Option('--token <token>', 'a user token or an app token').env('PARLEY_TOKEN'))
    .addOption(keyOption("the app's key, instead of a token"))
    .option(
      '--user <id>',
      'the user as whom the agent acts; tokens for this user are signed with the key',
    )
    .option('--write', 'with the secret key, also offer tools that change the app', false)
    .addHelpText(
      'after',
      examples(
        'openparley mcp --app shop --token eyJ…',
        'SECRET_KEY=sk_shop_not_a_secret openparley mcp --app shop --user concierge',
        'openparley mcp --url https://chat.example --app shop --key sk_… --write',
      ),
    )
    .action((options: Options) => {
      const { token, key, user } = options
      if (token === undefined && key === undefined)
        command.error('error: give --token or PARLEY_TOKEN, or --key or SECRET_KEY')
      if (user !== undefined && key === undefined)
        command.error("error: --user needs the app's key: give --key or SECRET_KEY")
      return serve(options)
    })
}

async function serve({ url, app, token, key, user, write }: Options) {
  const { loadLibrary, loadStdio, mcpServers } = await import('../agents/mcp.ts')
  const { remoteAgent } = await import('../agents/remote.ts')
  const { loadDocument } = await import('../compose/document.ts')
  const [library, { serveStdio }] = [await loadLibrary(), await loadStdio()]
  const serverOf = mcpServers(library, await loadDocument())
  const { role, context } = remoteAgent({
    baseUrl: url,
    appId: app,
    credentials: user === undefined || !key ? { token: token ?? key ?? '' } : { key, userId: user },
    mayWrite: write,
  })
  serveStdio(() => serverOf(role, context), { onerror: ({ message }) => console.error(message) })
}
