import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ServerProcess {
  name: string
  url: string
  pid: number
  /** Milliseconds from the start of the process to its first response. */
  startTime: number
  /** Default SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface ServerCommand {
  name: string
  command: string[]
  env?: Record<string, string>
  /** Matches the URL at which the server listens. Default: the first URL that it prints. */
  url?: string
  /** A path that returns a response when the server is ready. */
  ready: string
}

/** Starts a server in its own process, and resolves when it responds. */
export async function startProcess(options: ServerCommand): Promise<ServerProcess> {
  const { name, command, env, ready } = options
  const [program = '', ...args] = command
  const started = performance.now()
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const abandon = () => void child.kill('SIGKILL')
  process.once('exit', abandon)
  const url = options.url ?? (await firstUrl(child))
  for (;;) {
    const response = await fetch(`${url}${ready}`).catch(() => undefined)
    await response?.body?.cancel()
    if (response) break
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    name,
    url,
    pid: child.pid ?? 0,
    startTime: performance.now() - started,
    stop: (signal = 'SIGKILL') =>
      new Promise((resolve) => {
        process.off('exit', abandon)
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}

function firstUrl(child: ChildProcess): Promise<string> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const url = /https?:\/\/[\w.:[\]]+\d/.exec(text)?.[0]
      if (url) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}`)))
  })
}

/** Resident memory of a process in bytes (Linux: proc_pid_status(5)). */
export const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

/** CPU time of a process in seconds (Linux: proc_pid_stat(5), 100 ticks a second). */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** CPU time of the main thread of a process in seconds (Linux: the first field of /proc/<pid>/schedstat is nanoseconds). */
export const mainThreadCpuOf = (pid: number) =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9
