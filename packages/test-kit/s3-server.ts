import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { eventually } from './eventually.ts'
import { temporaryFolder } from './folder.ts'
import { freePort } from './free-port.ts'
import { startProgram } from './program.ts'

const accessKeyId = 'parley'
const secretAccessKey = 'parley-secret'
const bucket = 'shop'

interface Folders {
  port: number
  /** Each folder in it is a bucket. */
  buckets: string
  /** For what is not a file of a bucket. */
  side: string
}

/** Servers that store objects as plain files, so that a test can look at them. */
const programs = {
  versitygw: ({ port, buckets, side }: Folders) =>
    `ROOT_ACCESS_KEY_ID=${accessKeyId} ROOT_SECRET_ACCESS_KEY=${secretAccessKey} ${pathOf('versitygw')} ` +
    `--port 127.0.0.1:${port} posix --sidecar ${side} ${buckets}`,
  rclone: ({ port, buckets }: Folders) =>
    `${pathOf('rclone')} serve s3 --addr 127.0.0.1:${port} --auth-key ${accessKeyId},${secretAccessKey} ${buckets}`,
}

function pathOf(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(homedir(), 'go/bin')]
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path))
}

/** The S3 server that is installed; undefined if none is. CONTRIBUTING.md says how to get one. */
export const s3Program = (['versitygw', 'rclone'] as const).find((name) => pathOf(name))

export interface S3Server {
  /** As `FILES_URL` takes it. */
  url: string
  endpoint: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  /** The names of all objects in the bucket. */
  names(): string[]
  stop(): Promise<void>
  /** Starts it again on the same port and folder. */
  start(): Promise<void>
}

/** Starts a real S3 server with an empty bucket, until the test ends. */
export async function startS3(
  onEnd: (end: () => void | Promise<void>) => void = onTestFinished,
): Promise<S3Server> {
  if (!s3Program) throw new Error('No S3 server is installed.')
  const folder = temporaryFolder(onEnd)
  const folders = { port: await freePort(), buckets: join(folder, 'b'), side: join(folder, 's') }
  mkdirSync(join(folders.buckets, bucket), { recursive: true })
  mkdirSync(folders.side)
  const command = `exec env ${programs[s3Program](folders)}`
  const endpoint = `http://127.0.0.1:${folders.port}`
  let stop = async () => {}
  const start = async () => {
    const program = startProgram(command, { onEnd })
    stop = async () => {
      program.kill('SIGKILL')
      await program.exit
    }
    await eventually(() => fetch(endpoint))
  }
  await start()
  return {
    url: `s3://${accessKeyId}:${secretAccessKey}@${bucket}/files?endpoint=${endpoint}`,
    endpoint,
    credentials: { accessKeyId, secretAccessKey },
    names: () =>
      readdirSync(join(folders.buckets, bucket), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    start,
    stop: () => stop(),
  }
}
