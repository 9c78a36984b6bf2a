import { type Command, Option } from 'commander'
import { databaseOption, examples } from './options.ts'

interface Options {
  app: string
  user?: string
  expires: string
  secretKey?: string
  database: string
}

export function addToken(program: Command): void {
  const command = program.command('token')
  command
    .summary("sign a token, the app's or a user's")
    .description(
      "Prints a JWT. Without --user it is the app's and opens the REST calls; with --user it opens " +
        'the realtime calls as that user.',
    )
    .addOption(new Option('--app <id>', 'the app').env('APP_ID').default('demo'))
    .option('--user <id>', 'the user it speaks for')
    .option('--expires <span>', 'how long it is good for: 90s, 15m, 24h, 30d', '1h')
    .addOption(
      new Option('--secret-key <key>', "the app's key; without it, the database is asked").env(
        'SECRET_KEY',
      ),
    )
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley token',
        'openparley token --app shop --user alice --expires 24h',
        'SECRET_KEY=sk_shop openparley token --app shop',
      ),
    )
    .action(async (options: Options) => {
      const { SignJWT } = await import('jose')
      const token = new SignJWT({ tokenType: options.user === undefined ? 'app' : 'user' })
      token.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(options.app).setIssuedAt()
      if (options.user !== undefined) token.setSubject(options.user)
      try {
        token.setExpirationTime(options.expires)
      } catch {
        command.error(`error: "${options.expires}" is no span of time, such as 15m, 24h or 30d`)
      }
      const secretKey = options.secretKey ?? (await knownKey(options))
      console.log(await token.sign(new TextEncoder().encode(secretKey)))
    })
}

async function knownKey({ app, database }: Options): Promise<string> {
  const { existingApp } = await import('../operations/apps.ts')
  const { openExistingDatabase } = await import('../store/database.ts')
  const store = await openExistingDatabase(database)
  return existingApp(store, app)
    .then(({ secretKey }) => secretKey)
    .finally(() => store.close())
}
