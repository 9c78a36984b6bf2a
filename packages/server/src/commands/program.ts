import type { SourceOf } from '@openparley/contract'
import { Command, CommanderError } from 'commander'
import { addAnonymizeUser } from './anonymize-user.ts'
import { addApps } from './apps.ts'
import { addBackup } from './backup.ts'
import { addContract } from './contract.ts'
import { addMock } from './mock.ts'
import { addRestore } from './restore.ts'
import { addServe } from './serve.ts'
import { addToken } from './token.ts'

interface Surroundings {
  /** Tells where the document says what an answer breaks. */
  sourceOf?: SourceOf
}

/**
 * Runs the command that the arguments name. The exit code is 0, 1 where it failed, 2 where the arguments
 * make no sense, or what the command makes it.
 */
export async function runCommand(
  version: string,
  argv: string[],
  { sourceOf }: Surroundings = {},
): Promise<void> {
  // As when the output goes to `head`, which has read enough.
  process.stdout.on('error', (error: { code?: string }) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  const program = new Command('openparley')
    .description('An open, self-hosted chat backend whose whole contract is one OpenAPI document.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Add --help to see what there is.')
  addServe(program)
  addMock(program)
  addContract(program, sourceOf)
  addApps(program)
  addBackup(program)
  addRestore(program)
  addToken(program)
  addAnonymizeUser(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    // Commander has printed its own already.
    const isUsage = error instanceof CommanderError
    process.exitCode = isUsage ? (error.exitCode === 0 ? 0 : 2) : 1
    if (!isUsage) console.error((error as Error).message)
  }
}
