import { execFile } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject } from 'vitest'
import { linkFolder } from './folder.ts'
import { type Program, type ProgramOptions, startProgram } from './program.ts'

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

export interface Surroundings {
  /** Default the folder in which the package is installed. */
  cwd?: string
  env?: Record<string, string>
}

/** Runs a shell command in the folder of the installed package, and waits for its end. */
export async function shell(command: string, options: Surroundings = {}): Promise<Outcome> {
  const { cwd = inject('installed'), env } = options
  const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    env: { ...surroundings(), ...env },
  })
  return run.then(
    (printed) => ({ code: 0, ...printed }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

/** Returns the output of the command. Throws if it fails. */
export async function outputOf(command: string, options?: Surroundings): Promise<string> {
  const { code, stdout, stderr } = await shell(command, options)
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stdout}${stderr}`)
  return stdout.trimEnd()
}

/** Starts a shell command in the folder of the installed package. It runs until the test ends. */
export const startCommand = (command: string, options: ProgramOptions = {}): Program =>
  startProgram(command, {
    cwd: inject('installed'),
    ...options,
    env: { ...blank, ...surroundings(), ...options.env },
  })

const blank = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]))

/** As with `npx`, the commands of installed packages are on the PATH. */
function surroundings(): Record<string, string> {
  const { PATH, ...outside } = inject('outside')
  return { ...outside, PATH: `${join(inject('installed'), 'node_modules/.bin')}:${PATH}` }
}

/**
 * Repeats, in an empty folder, the installation that was made in another folder. The commands may differ only in
 * options that make npm print less.
 */
export function installIn(folder: string, command: string): void {
  const essence = (text: string) => text.replaceAll(/ --no-[\w-]+/g, '')
  expect(essence(command)).toBe(essence(inject('installation')))
  linkPackages(folder)
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(inject('installed'), name), join(folder, name))
}

/** Gives the folder the installed packages. */
export const linkPackages = (folder: string): void =>
  linkFolder(join(inject('installed'), 'node_modules'), join(folder, 'node_modules'))

/** The packages of the tarballs as dependencies of a package.json. */
export const tarballDependencies = (): Record<string, string> =>
  Object.fromEntries(
    inject('tarballs')
      .split(' ')
      .map((file) => {
        const [, name = ''] = /\/openparley-(?:(\w+)-)?\d/.exec(file) ?? []
        return [name === '' ? 'openparley' : `@openparley/${name}`, `file:${file}`]
      }),
  )
