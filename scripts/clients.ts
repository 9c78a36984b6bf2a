import { execSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { RecordedCall } from './clients/recorder.ts'
import { type Result, runTarget } from './clients/run-target.ts'
import { alike } from './clients/story.ts'
import { table } from './clients/table.ts'
import type { Target, Tool } from './clients/target.ts'
import { targets } from './clients/targets.ts'
import { root } from './contract/document.ts'
import { between } from './markers.ts'

/**
 * Generates a client in each language whose tools are installed, compiles it, and runs one story with it against a real
 * server. Writes the table of `docs/clients.md`, and the requests that the clients sent.
 *
 *     npm run clients -- --only go-oapi-codegen --only ruby
 */
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })

const names = targets.map(({ name }) => name)
const unknown = values.only?.find((name) => !names.includes(name))
if (unknown !== undefined)
  throw new Error(`There is no client "${unknown}". There are: ${names.join(', ')}.`)

const present = new Map<Tool, boolean>()
function has(tool: Tool): boolean {
  if (!present.has(tool)) {
    try {
      execSync(tool.check, { stdio: 'ignore' })
      present.set(tool, true)
    } catch {
      present.set(tool, false)
    }
  }
  return present.get(tool) === true
}

const traffic = join(root, 'test/compatibility/traffic')
mkdirSync(traffic, { recursive: true })

/** Keeps a recording that says the same, as some languages send users in random order. */
function record(name: string, calls: RecordedCall[]): void {
  const file = join(traffic, `${name}.json`)
  if (existsSync(file) && alike(calls, JSON.parse(readFileSync(file, 'utf8')))) return
  writeFileSync(file, `${JSON.stringify(calls, null, 2)}\n`)
}

const results = new Map<Target, Result>()
for (const target of targets.filter(({ name }) => values.only?.includes(name) ?? true)) {
  const missing = target.tools.filter((tool) => !has(tool))
  if (missing.length > 0) {
    const hints = missing.map(({ name, hint }) => `${name} (${hint})`)
    console.log(`${target.name}: skipped; it needs ${hints.join(' and ')}.`)
    continue
  }
  const result = await runTarget(target)
  results.set(target, result)
  if (result.failure !== undefined) {
    process.exitCode = 1
    console.error(`${target.name}: FAILED: ${result.failure}`)
    continue
  }
  console.log(`${target.name}: ${target.run ? 'the story passes' : 'generated'}.`)
  if (target.run) record(target.name, result.calls)
}

execSync('biome check --write test/compatibility/traffic', { cwd: root, stdio: 'ignore' })

const file = join(root, 'docs/clients.md')
const text = readFileSync(file, 'utf8')
writeFileSync(file, between('clients', text, table(targets, results, text)))
