import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const root = join(import.meta.dirname, '../..')

export interface Program {
  /** Its output so far. */
  readonly stdout: string
  readonly stderr: string
  /** Resolves when its output matches; rejects if it ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves with its exit code; null if a signal ended it. */
  readonly exit: Promise<number | null>
  /** Writes to its input, if it has one. */
  type(text: string): void
  kill(signal: NodeJS.Signals): void
}

export interface ProgramOptions {
  /** Default: the project's folder. */
  cwd?: string
  /** Added to the environment of the tests; undefined removes a variable. */
  env?: Record<string, string | undefined>
  /** Registers the function that ends the program; by default it is called when the test ends. */
  onEnd?: (end: () => Promise<void>) => void
  /** Whether it can read what is typed. Default: false, so it has no input. */
  hasInput?: boolean
}

/** Runs a shell command as an npm script would. */
export function startProgram(command: string, options: ProgramOptions = {}): Program {
  const { cwd = root, env, onEnd = onTestFinished, hasInput = false } = options
  const PATH = `${join(cwd, 'node_modules/.bin')}:${process.env.PATH}`
  // In its own process group, so that a signal also reaches the processes that the shell has started.
  const child = spawn(command, {
    shell: true,
    cwd,
    env: { ...process.env, NODE_ENV: undefined, PATH, ...env },
    detached: true,
    stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text) => (output.stderr += text))
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
    type: (text) => void child.stdin?.write(text),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr)
          if (!match) return null
          // The output may be long, so it is not searched again after the match.
          child.stdout?.off('data', look)
          child.stderr?.off('data', look)
          resolve(match)
          return match
        }
        child.stdout?.on('data', look)
        child.stderr?.on('data', look)
        if (look()) return
        exit.then((code) => {
          const all = `${output.stdout}${output.stderr}`
          if (!look()) reject(new Error(`${command} ended with ${code} before ${pattern}:\n${all}`))
        })
      }),
  }
}
