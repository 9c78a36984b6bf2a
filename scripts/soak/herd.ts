import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { herd } from '../../packages/server/test/stream/herd.ts'

export const name = 'herd'

const maxCpuSeconds = 10

/** Kills a server with 2,000 streams, all of which resume at the same time on a new one. */
export async function run({ log }: { log: (line: string) => void }) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-herd-'))
  log('2,000 users who watch 20 others each, on SQLite')
  try {
    const databaseUrl = `sqlite:${folder}/parley.db`
    const figures = await herd({ databaseUrl, users: 2000, watched: 20 })
    if (figures['rows in the log'] > 0) throw new Error('Presence is in the log.')
    if (figures['CPU seconds'] > maxCpuSeconds)
      throw new Error(`The resume took ${figures['CPU seconds']} s of CPU.`)
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}
