import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Only the user that runs Parley may read: databases and uploaded files hold messages and keys. */
export const ownFile = 0o600
const ownFolder = 0o700

/** Creates the folder and its parents if missing. */
// Not `recursive`: in /proc, Node would try forever.
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: ownFolder })
  } catch (error) {
    // Another process may have created it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/**
 * Writes a file in pieces. The file gets its name only after `work` has resolved and the file is on disk. If `work`
 * fails, no file remains. Throws an `Error` for the terminal if the file exists, unless `force` is set, or cannot be
 * written.
 */
export async function writeAtomically<T>(
  file: string,
  force: boolean,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (!force && existsSync(file)) throw new Error(`${file} exists already. --force replaces it.`)
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  const handle = await open(unfinished, 'wx', ownFile)
  try {
    let waiting = ''
    const flush = async () => {
      const text = waiting
      waiting = ''
      await handle.writeFile(text)
    }
    const result = await work(async (text) => {
      waiting += text
      if (waiting.length > 64 * 1024) await flush()
    })
    await flush()
    await handle.sync()
    await handle.close()
    await rename(unfinished, file)
    await syncFolder(dirname(resolve(file)))
    return result
  } catch (error) {
    await handle.close()
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The lines of a text file. They end with a line feed only; `readline` also splits at U+2028, which JSON may contain. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** Resolves once the contents of the file are on disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  await handle.sync().finally(() => handle.close())
}

/** Makes the names of new files in the folder durable. Windows cannot open a folder, and does not need this. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
