import type { SourceOf } from '@openparley/contract'
import { Command, CommanderError } from 'commander'
import { addAnonymizeUser } from './anonymize-user.ts'
import { addApps } from './apps.ts'
import { addBackup } from './backup.ts'
import { addContract } from './contract.ts'
import { addDashboard } from './dashboard.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addMcp } from './mcp.ts'
import { addMock } from './mock.ts'
import { addRestore } from './restore.ts'
import { addServe } from './serve.ts'
import { addToken } from './token.ts'
import { addWebhooks } from './webhooks.ts'

interface ProgramOptions {
  /** Returns the file and line of a JSON pointer into the document. */
  sourceOf?: SourceOf
}

/**
 * Runs the command of the arguments. The exit code is 0, 1 if it fails, 2 if the arguments are not valid, or a code
 * that the command sets.
 */
export async function runCommand(
  version: string,
  argv: string[],
  { sourceOf }: ProgramOptions = {},
): Promise<void> {
  // For example, when the output is piped to `head`.
  process.stdout.on('error', (error: { code?: string }) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  const program = new Command('openparley')
    .description('An open, self-hosted chat backend, built from one OpenAPI document.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Add --help to list the commands and options.')
  addServe(program)
  addMock(program)
  addContract(program, sourceOf)
  addApps(program)
  addDashboard(program)
  addBackup(program)
  addRestore(program)
  addExport(program)
  addImport(program)
  addDoctor(program)
  addToken(program)
  addMcp(program)
  addWebhooks(program)
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
