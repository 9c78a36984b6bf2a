import { operatorOf } from '@openparley/test-kit/operator'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test('a server with PostgreSQL makes no backups, and names the tools that do', async () => {
  const operator = operatorOf(await testApp())
  const { status, body } = await operator('createBackup')
  expect(status).toBe(403)
  expect(body.detail).toMatch(/pg_dump.*"Backup, and the epoch" in docs\/postgresql\.md/)
  expect((await operator('listBackups')).body).toEqual({ data: [] })
  const backup = { backupId: 'backup_0000000000000000000000' }
  expect((await operator('getBackup', backup)).status).toBe(404)
})
