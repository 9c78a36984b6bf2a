import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from './contract/document.ts'

export interface SoakOptions {
  /** Decides all that is random, as far as the machine's timing does not. */
  seed: number
  /** How long to go on. What has begun may end later; at least one round is done. */
  milliseconds: number
  /** Prints what is being done. */
  log(line: string): void
}

/** A file of the folder `soak`. */
export interface SoakScenario {
  /** For `--only`. */
  name: string
  /** Resolves with figures of what was done, such as `{ kills: 20 }`. Throws if something does not hold. */
  run(options: SoakOptions): Promise<Record<string, number>>
}

/** Does rounds of `work` until the time is over, each with a seed of its own. */
export async function rounds(
  { seed, milliseconds }: SoakOptions,
  work: (seed: number, round: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + milliseconds
  let round = 0
  do {
    await work((seed + round) % 2 ** 31, round)
    round += 1
  } while (performance.now() < end)
  return round
}

/** Runs a test file, with variables that ask it for more than a run of all tests does. */
export async function runTests(file: string, env: Record<string, string>): Promise<void> {
  const program = spawn('npx', ['vitest', 'run', '--testTimeout=3600000', file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (text) => {
      output += text
    })
  const [code] = await once(program, 'close')
  if (code === 0) return
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  throw new Error(`${given.join(' ')} npx vitest run ${file}\n${output}`)
}
