import { notFound } from '../../model/error.ts'
import type { Handler } from '../operation.ts'

export const listBackups: Handler<'listBackups'> = async (_, { backups }) => ({
  data: await backups.list(),
})

export const createBackup: Handler<'createBackup'> = (_, { backups, newBackupId }) =>
  backups.create(newBackupId())

export const getBackup: Handler<'getBackup'> = async ({ path }, { backups }) => {
  const backup = await backups.get(path.backupId)
  if (!backup) throw notFound('backup', path.backupId)
  return backup
}

export const deleteBackup: Handler<'deleteBackup'> = async ({ path }, { backups }) => {
  if (!(await backups.delete(path.backupId))) throw notFound('backup', path.backupId)
  return {}
}
