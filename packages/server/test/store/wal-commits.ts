import { readFileSync } from 'node:fs'

/**
 * The number of transactions in the write-ahead log of a database (sqlite.org/fileformat2, §4): the last frame of each
 * contains the size of the database.
 */
export function walCommits(file: string): number {
  const log = readFileSync(`${file}-wal`)
  if (log.length === 0) return 0
  const frameSize = 24 + log.readUInt32BE(8)
  const salts = log.subarray(16, 24)
  let commits = 0
  for (let frame = 32; frame + frameSize <= log.length; frame += frameSize) {
    const isOfThisLog = log.subarray(frame + 8, frame + 16).equals(salts)
    if (isOfThisLog && log.readUInt32BE(frame + 4) > 0) commits += 1
  }
  return commits
}
