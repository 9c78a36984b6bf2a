import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const root = join(import.meta.dirname, '../..')

export interface Program {
  /** What it has printed so far. */
  readonly stdout: string
  readonly stderr: string
  /** Resolves once it has printed a match; rejects when it ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code, once it has ended; null where a signal ended it. */
  readonly exit: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

export interface ProgramOptions {
  /** Default the project's folder. */
  cwd?: string
  /** Added to the environment of the tests; undefined takes a variable out. */
  env?: Record<string, string | undefined>
  /** Registers what ends the program; default is the end of the test. */
  onEnd?: (end: () => Promise<void>) => void
}

/** Runs a shell command as an npm script would. */
export function startProgram(command: string, options: ProgramOptions = {}): Program {
  const { cwd = root, env, onEnd = onTestFinished } = options
  const PATH = `${join(cwd, 'node_modules/.bin')}:${process.env.PATH}`
  // In a group of its own, so that a signal reaches what the shell has started too.
  const child = spawn(command, {
    shell: true,
    cwd,
    env: { ...process.env, NODE_ENV: undefined, PATH, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  let ended = false
  exit.finally(() => (ended = true))
  const kill = (signal: NodeJS.Signals) => {
    if (!ended && child.pid !== undefined) process.kill(-child.pid, signal)
  }
  onEnd(async () => {
    kill('SIGKILL')
    await exit
  })
  return {
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    },
    exit,
    kill,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr)
          if (match) resolve(match)
          return match
        }
        if (look()) return
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        exit.then((code) => {
          const all = `${output.stdout}${output.stderr}`
          if (!look()) reject(new Error(`${command} ended with ${code} before ${pattern}:\n${all}`))
        })
      }),
  }
}
