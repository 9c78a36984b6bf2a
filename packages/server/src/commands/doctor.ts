import type { Command } from 'commander'
import { examples } from './options.ts'

interface Options {
  thorough?: boolean
}

const signs = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check the settings, the database, the files, the disk and the clock')
    .description(
      'Checks what a server with the same environment needs, and says what to do about each problem. It changes nothing, ' +
        'but stores, reads and deletes a file of a few bytes. The exit code is 1 if there is a problem.',
    )
    .option(
      '--thorough',
      'also read every page of a SQLite database, which takes minutes if it is large',
    )
    .addHelpText('after', examples('openparley doctor', 'openparley doctor --thorough'))
    .action(async ({ thorough = false }: Options) => {
      const { findings } = await import('./doctor-checks.ts')
      const all = await findings(process.env, thorough)
      for (const { level, text, advice } of all) {
        console.log(`${signs[level]}  ${text}`)
        if (advice !== undefined) console.log(`         ${advice}`)
      }
      if (all.some(({ level }) => level === 'problem')) process.exitCode = 1
    })
}
