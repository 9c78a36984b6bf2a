import { join } from 'node:path'
import { runRespect } from './workflows/respect.ts'
import { startWorkflowServer } from './workflows/server.ts'

// Runs the workflows of the guides against a fresh server. Further words are options of `redocly respect`.
const file = join(import.meta.dirname, '../generated/workflows.arazzo.yaml')

await using server = await startWorkflowServer()
const { text, steps } = await runRespect(file, server.url, server.inputs, process.argv.slice(2))
console.log(text)
if (steps.length === 0 || steps.some(({ failures }) => failures.length > 0)) process.exitCode = 1
