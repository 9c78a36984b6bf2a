import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from './contract/document.ts'

export interface SoakOptions {
  /** The seed of all random choices; the timing of the machine is not reproducible. */
  seed: number
  /** The duration. A started round may end later, and there is at least one round. */
  milliseconds: number
  /** Prints a line of progress. */
  log(line: string): void
}

/** A file of the folder `soak`. */
export interface SoakScenario {
  /** For `--only`. */
  name: string
  /** Resolves with figures of the run, such as `{ kills: 20 }`. Throws if a check fails. */
  run(options: SoakOptions): Promise<Record<string, number>>
}

/** Repeats `work` until the time is over, each time with another seed. */
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

/** Runs a test file, with variables that make it run longer than usual. */
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
