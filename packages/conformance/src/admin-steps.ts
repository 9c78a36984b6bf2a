import { backendKey, backup, boutique, key, linkCode, workerKey } from './scenario-names.ts'
import type { Step } from './step.ts'

/** The actions of an operator on an app and its keys. */
export const adminSteps: Step[] = [
  { operation: 'createAdminLink', shows: 'once', gives: [linkCode], at: 1623926600000 },
  { operation: 'createAdminSession', example: 'once' },
  { operation: 'getAdminSession', shows: 'key' },
  { operation: 'deleteAdminSession', shows: 'once' },
  { operation: 'listNodes', shows: 'one' },
  { operation: 'getLog', shows: 'empty' },
  // A server with PostgreSQL makes no backups.
  {
    operation: 'createBackup',
    shows: 'running',
    may: 403,
    gives: [backup.backupId],
    at: 1623926500000,
  },
  { operation: 'getBackup', path: backup, shows: 'complete', settles: true, may: 404 },
  { operation: 'listBackups', shows: 'all' },
  { operation: 'createApp', example: 'boutique', gives: [boutique.appId], at: 1623926600000 },
  { operation: 'getAppDetails', path: boutique, shows: 'boutique' },
  { operation: 'listApps', query: { limit: '2' }, shows: 'all' },
  { operation: 'getUsage', path: boutique, query: { days: '2' }, shows: 'boutique' },
  { operation: 'changeApp', path: boutique, example: 'sync' },
  { operation: 'createKey', path: boutique, example: 'worker', gives: [workerKey.keyId] },
  {
    operation: 'listKeys',
    path: boutique,
    shows: 'boutique',
    gives: [workerKey.keyId, backendKey.keyId],
  },
  { operation: 'changeKey', path: { ...boutique, ...workerKey }, example: 'mailer' },
  {
    operation: 'rotateKey',
    path: { ...boutique, ...workerKey },
    example: 'hour',
    gives: [key.keyId],
  },
  { operation: 'revokeKey', path: { ...boutique, ...key }, shows: 'mailer' },
  {
    operation: 'revokeKey',
    path: { ...boutique, ...key },
    status: 404,
    shows: 'notFound',
  },
  { operation: 'createAppToken', path: boutique, shows: 'boutique' },
]

export const adminDeletions: Step[] = [
  { operation: 'deleteBackup', path: backup, shows: 'backup', may: 404 },
  { operation: 'getBackup', path: backup, status: 404, shows: 'notFound' },
  { operation: 'deleteApp', path: boutique, shows: 'boutique' },
  { operation: 'getAppDetails', path: boutique, shows: 'deleting' },
  {
    operation: 'getAppDetails',
    path: { appId: 'nowhere' },
    status: 404,
    shows: 'notFound',
  },
]

export const adminCleanup: Step[] = [
  { operation: 'deleteApp', path: boutique },
  { operation: 'deleteBackup', path: backup },
]
