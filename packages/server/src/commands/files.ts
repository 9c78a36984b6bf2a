import { settingsFrom } from '../compose/settings.ts'
import { storedFiles } from '../store/sqlite/stored-files.ts'

/** Copies files between two stores, with the credentials of the environment. */
export async function copierBetween(from: string, to: string) {
  const { fileCopier } = await import('../store/files/copy.ts')
  // Only the settings of S3 stores: the other variables may belong to a server.
  const credentials = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'))
  return fileCopier(from, to, settingsFrom(Object.fromEntries(credentials)).s3)
}

/** Copies the files of a backup, and says how many there are. A file that was deleted since the backup is missing. */
export async function copyFilesOf(backup: string, from: string, to: string): Promise<string> {
  const copier = await copierBetween(from, to)
  const counts = { copied: 0, there: 0, missing: 0 }
  try {
    for (const { key, sha256 } of storedFiles(backup)) counts[await copier.copy(key, sha256)] += 1
  } finally {
    await copier.close()
  }
  const { copied, there, missing } = counts
  return `${copied} files were copied to ${to}; ${there} were there already, ${missing} are missing in ${from}.`
}
