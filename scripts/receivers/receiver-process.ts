import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '@openparley/test-kit/free-port'
import { folderOf, type ReceiverTarget } from './targets.ts'

export interface ReceiverProcess extends AsyncDisposable {
  url: string
  /** What it has printed. */
  readonly output: string
}

/** Starts a receiver with its secret, and waits until it listens. */
export async function startReceiver(
  target: ReceiverTarget,
  secrets: { WEBHOOK_SECRET?: string; SECRET_KEY?: string },
): Promise<ReceiverProcess> {
  const port = await freePort()
  const child = spawn(`exec env ${target.run}`, {
    shell: true,
    cwd: folderOf(target),
    env: { ...process.env, ...secrets, PORT: `${port}` },
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  const closed = once(child, 'close')
  const stop = async () => {
    child.kill('SIGKILL')
    await closed
  }
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`${target.run} ended:\n${output}`)
    await setTimeout(20)
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    get output() {
      return output
    },
    [Symbol.asyncDispose]: stop,
  }
}

function isOpen(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  const opened = once(socket, 'connect').then(
    () => true,
    () => false,
  )
  return opened.finally(() => socket.destroy())
}
