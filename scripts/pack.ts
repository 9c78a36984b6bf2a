import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packages } from './packages.ts'

// Builds the published packages and packs them into one folder, from which `npm install` can install them together.
const root = join(import.meta.dirname, '..')
const folder = resolve(process.argv[2] ?? join(root, 'dist'))

mkdirSync(folder, { recursive: true })
execFileSync('npm', ['run', '--silent', 'build'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
})
const words = packages.flatMap((name) => ['--workspace', name])
execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, ...words], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})
