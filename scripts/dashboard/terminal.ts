import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface TerminalOptions {
  cwd: string
  env: Record<string, string>
}

/** A program that runs beside the terminal, such as the server. */
export type Running = Pick<Program, 'stop' | 'printed'>

/** A shell that runs one block of commands after the other, and keeps its folder and its variables. */
export class Terminal {
  readonly #shell: Program
  readonly #options: TerminalOptions

  constructor(options: TerminalOptions) {
    this.#options = options
    this.#shell = new Program('/bin/sh', options)
    this.#shell.type('set -e\n')
  }

  /** Runs the commands. Returns their output. Rejects if a command fails. */
  async run(commands: string): Promise<string> {
    this.#shell.forget()
    this.#shell.type(`${commands}\necho; echo "(done)"\n`)
    const [, output = ''] = await this.#shell.printed(/^(.*)\n\(done\)\n$/s)
    return output
  }

  /** Starts a program that keeps running, in the folder of this terminal. */
  async start(command: string): Promise<Running> {
    const cwd = (await this.run('pwd')).trim()
    return new Program(command, { ...this.#options, cwd })
  }

  close(): Promise<void> {
    return this.#shell.stop('SIGKILL')
  }
}

class Program {
  readonly #child
  readonly #ended: Promise<unknown>
  readonly #waiting = new Set<() => void>()
  #output = ''
  #hasEnded = false

  constructor(command: string, { cwd, env }: TerminalOptions) {
    // The shell gets a separate process group, so that a signal also reaches the programs that it has started.
    this.#child = spawn(command, {
      cwd,
      env: { ...process.env, ...env },
      shell: true,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        this.#output += text
        this.#look()
      })
    this.#ended = once(this.#child, 'close').then(() => {
      this.#hasEnded = true
      this.#look()
    })
  }

  #look(): void {
    for (const look of this.#waiting) look()
  }

  type(text: string): void {
    this.#child.stdin.write(text)
  }

  /** Forgets what was printed so far. */
  forget(): void {
    this.#output = ''
  }

  /** Resolves when the output matches; rejects if the program ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
    const look = () => {
      const match = pattern.exec(this.#output)
      if (match) resolve(match)
      else if (this.#hasEnded) reject(new Error(`The program ended:\n${this.#output}`))
    }
    this.#waiting.add(look)
    look()
    return promise.finally(() => this.#waiting.delete(look))
  }

  /** Ends it as Ctrl-C does. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    if (!this.#hasEnded && this.#child.pid !== undefined) process.kill(-this.#child.pid, signal)
    await this.#ended
  }
}
