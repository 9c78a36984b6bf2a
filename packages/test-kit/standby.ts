import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { type Cluster, clusterOn } from './cluster.ts'
import { type PostgresPrograms, postgresPrograms } from './postgres-programs.ts'

export interface Standby extends Cluster {
  /** Makes it the primary. Resolves when it accepts writes. */
  promote(): Promise<void>
}

/** Starts a streaming standby of the server. From then on, a COMMIT of the server waits for the standby. */
export async function startStandby(primary: Cluster): Promise<Standby> {
  const programs = await postgresPrograms()
  const folder = mkdtempSync(join(tmpdir(), 'parley-standby-'))
  const data = join(folder, 'data')
  await copyOf(primary, data)
  const { hostname, port, username, password } = new URL(primary.url)
  const connection = `host=${hostname} port=${port} user=${username} password=${password}`
  writeFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${connection}'\n`)
  writeFileSync(join(data, 'standby.signal'), '')
  handOver(programs, folder)
  const standby = await clusterOn(programs, folder, data)
  await query(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'")
  await query(primary.url, 'SELECT pg_reload_conf()')
  return { ...standby, promote: () => query(standby.url, 'SELECT pg_promote()') }
}

/** Copies the data of a running server (PostgreSQL: Making a Base Backup Using the Low Level API). */
async function copyOf({ url, data }: Cluster, to: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query("SELECT pg_backup_start('standby', true)")
  const left = new Set(['postmaster.pid', 'postmaster.opts'])
  cpSync(data, to, {
    recursive: true,
    filter: (source) => !left.has(basename(source)) && !source.startsWith(join(data, 'pg_wal/')),
  })
  mkdirSync(join(to, 'pg_wal/archive_status'), { recursive: true })
  const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop()')
  writeFileSync(join(to, 'backup_label'), rows[0].labelfile)
  await client.end()
}

/** Gives the files to the user who runs the server, with the permissions that it asks for. */
function handOver({ user }: PostgresPrograms, folder: string): void {
  if (!user) return
  execFileSync('chown', ['-R', user.join(':'), folder])
  execFileSync('chmod', ['-R', 'go-rwx', folder])
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql)
  await client.end()
}
