import type { Command } from 'commander'

export function addAnonymizeUser(program: Command): void {
  program
    .command('anonymize-user')
    .summary("remove a user's personal data, and what they wrote")
    .description('Its own --help tells the options.')
    .usage('<userId> [options]')
    .argument('[options...]')
    // The tool knows its own options, its help among them.
    .helpOption(false)
    .allowUnknownOption()
    .action(async (args: string[]) => {
      const { anonymizeUserCommand } = await import('../tools/anonymize-user-command.ts')
      const interruption = new AbortController()
      process.once('SIGINT', () => {
        process.stderr.write('\nInterrupted: the calls under way are waited for.\n')
        interruption.abort()
      })
      process.exitCode = await anonymizeUserCommand(args, {
        env: process.env,
        stdout: process.stdout,
        stderr: process.stderr,
        signal: interruption.signal,
      })
    })
}
