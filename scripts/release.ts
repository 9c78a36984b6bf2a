import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { packages } from './packages.ts'
import { apiSection, hasSection, releasedChangelog } from './release/changelog.ts'
import { copyCheckout } from './release/copy.ts'
import { judge, releasedFile } from './release/gate.ts'
import { impactOf, nextVersion } from './release/version.ts'
import { setVersion } from './release/workspace.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
})

const isTrial = values['dry-run']
const checkout = join(import.meta.dirname, '..')
const temp = mkdtempSync(join(tmpdir(), 'parley-release-'))

const run = (cwd: string, file: string, ...words: string[]) =>
  execFileSync(file, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

const step = (text: string) => console.log(`- ${text}`)

/** Does all steps of a release except the commit, its tag, and the publication by the workflow `release.yml`. */
async function prepare(root: string): Promise<string> {
  const read = (name: string) => readFileSync(join(root, name), 'utf8')
  const parsed = (name: string) => JSON.parse(read(name))
  const base = existsSync(join(root, releasedFile)) ? parsed(releasedFile) : undefined
  const current = parsed('generated/openapi.json')
  const changes = base && (await judge(base, current)).changes
  const { version: last } = (base ?? current).info
  // Without a released document, what follows a version that the changelog has may break callers.
  const isListed = hasSection(read('CHANGELOG.md'), last)
  const impact = changes ? impactOf(changes) : 'major'
  const version = positionals[0] ?? (changes || isListed ? nextVersion(last, impact) : last)
  step(
    base
      ? `From ${last} to ${version}: ${changes.length} changes of the API`
      : `${version} is the first version with a document to compare with`,
  )

  step(`Version ${version} in ${setVersion(root, version).length} files`)
  run(root, process.execPath, '--conditions=source', 'scripts/generate.ts')
  const document = parsed('generated/openapi.json')
  const { fault } = base ? await judge(base, document) : { fault: undefined }
  if (fault) throw new Error(fault)

  const date = new Date().toISOString().slice(0, 10)
  const changelog = releasedChangelog(read('CHANGELOG.md'), version, date, apiSection(changes))
  writeFileSync(join(root, 'CHANGELOG.md'), changelog)
  copyFileSync(join(root, 'generated/openapi.json'), join(root, releasedFile))
  step('The changelog has the section of the version, with the changes of the API')

  run(root, 'npm', 'run', '--silent', 'docs')
  for (const place of [version, 'latest']) {
    const shown = join('site/dist/openapi', place, 'openapi.json')
    if (parsed(shown).info.version !== version) throw new Error(`${shown} has another version.`)
  }
  step(`The site is built, and has the document at openapi/${version}/ and openapi/latest/`)
  return version
}

/** Packs the packages, installs them in an empty folder, and uses them there. */
function tryPackages(root: string, version: string): void {
  const [packed, project] = [join(temp, 'packed'), join(temp, 'project')]
  const tarballs = run(root, process.execPath, '--conditions=source', 'scripts/pack.ts', packed)
  const files = tarballs.split('\n').map((name) => join(packed, name))
  if (files.length !== packages.length) throw new Error(`These were packed: ${tarballs}`)
  mkdirSync(project)
  run(project, 'npm', 'install', '--silent', '--no-audit', '--no-fund', ...files)
  const command = join(project, 'node_modules/.bin/openparley')
  const found = run(project, command, '--version')
  if (found !== version) throw new Error(`The installed command says ${found}.`)
  writeFileSync(join(project, 'use.mjs'), use)
  step(
    `Packed, installed in an empty folder, and used: ${run(project, process.execPath, 'use.mjs')}`,
  )
}

const use = `
import { createClient } from 'openparley'
import { startServer } from 'openparley/server'
import document from 'openparley/openapi.json' with { type: 'json' }

await using server = await startServer()
const client = createClient(server)
await client.PUT('/users', { body: { alice: { name: 'Alice' } } })
const { data } = await client.GET('/users')
console.log(document.info.version, JSON.stringify(data.data.map(({ name }) => name)))
`

const root = isTrial ? join(temp, 'checkout') : checkout
try {
  if (isTrial) copyCheckout(checkout, root)
  else if (run(root, 'git', 'status', '--porcelain') !== '')
    throw new Error('Commit your changes first.')
  const version = await prepare(root)
  tryPackages(root, version)
  if (isTrial) step('A trial: nothing was changed, committed or published')
  else {
    run(root, 'npm', 'install', '--package-lock-only', '--silent')
    run(root, 'git', 'add', '--all')
    run(root, 'git', 'commit', '--quiet', '--message', `Release ${version}`)
    run(root, 'git', 'tag', '--annotate', `v${version}`, '--message', version)
    step(
      `Committed and tagged. \`git push --follow-tags\` publishes it: see ${resolve(root, '.github/workflows/release.yml')}`,
    )
  }
} finally {
  rmSync(temp, { recursive: true, force: true })
}
