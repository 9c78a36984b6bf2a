import { type Command, Option } from 'commander'
import { knownKey } from './database.ts'
import { appOption, databaseOption, examples, keyOption, parseDuration } from './options.ts'

interface Options {
  app: string
  user?: string
  expires: number
  key?: string
  database: string
}

export function addToken(program: Command): void {
  program
    .command('token')
    .summary('sign a token for the app or for a user')
    .description(
      'Prints a JWT. Without --user, it is an app token for the REST calls; with --user, it is a token for ' +
        'the realtime calls as that user.',
    )
    .addOption(appOption())
    .option('--user <id>', 'sign a token for this user')
    .addOption(
      new Option('--expires <span>', 'how long it is valid: 90s, 15m, 24h, 30d')
        .argParser(parseDuration)
        .default(60 * 60 * 1000, '1h'),
    )
    .addOption(keyOption("the app's key; without it, the one in the database"))
    .addOption(databaseOption())
    .addHelpText(
      'after',
      examples(
        'openparley token',
        'openparley token --app shop --user alice --expires 24h',
        'SECRET_KEY=sk_shop_not_a_secret openparley token --app shop',
      ),
    )
    .action(async (options: Options) => {
      const { SignJWT } = await import('jose')
      const token = new SignJWT({ tokenType: options.user === undefined ? 'app' : 'user' })
      token.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(options.app).setIssuedAt()
      if (options.user !== undefined) token.setSubject(options.user)
      token.setExpirationTime(new Date(Date.now() + options.expires))
      const secretKey = options.key ?? (await knownKey(options))
      console.log(await token.sign(new TextEncoder().encode(secretKey)))
    })
}
