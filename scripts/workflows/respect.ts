import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const cli = join(root, 'node_modules/@redocly/cli/bin/cli.js')

export interface StepResult {
  workflow: string
  step: string
  /** The last response; undefined if there was none. */
  response: StepResponse | undefined
  /** The message of the failure; empty if the step has passed. */
  failures: string[]
}

export interface StepResponse {
  status: number
  headers: Record<string, string>
  body: unknown
}

export interface WorkflowRun {
  /** What Respect has printed. */
  text: string
  /** In the order in which they were run. Without the steps that a failed step has prevented. */
  steps: StepResult[]
}

/** Runs the workflows of a file with Redocly Respect, against the server. `options` are options of its command. */
export async function runRespect(
  file: string,
  serverUrl: string,
  inputs: Record<string, string>,
  options: string[] = [],
): Promise<WorkflowRun> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-workflows-'))
  const report = join(folder, 'report.json')
  const words = Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`])
  const text = await output([
    'respect',
    file,
    ...['--server', `parley=${serverUrl}`, ...words, ...options],
    // Masking replaces every text that equals a secret, such as an id in a message.
    ...['--no-secrets-masking', '--json-output', report],
  ])
  try {
    return { text, steps: stepsOf(JSON.parse(await readFile(report, 'utf8'))) }
  } catch (cause) {
    throw new Error(`Respect has not run the workflows:\n${text}`, { cause })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** If a step fails, it ends with an error, and the report shows the step. */
const output = (words: string[]) =>
  new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, ...words], { cwd: root }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })

interface Report {
  files: Record<string, { executedWorkflows: { workflowId: string; executedSteps: Executed[] }[] }>
}

interface Executed {
  stepId: string
  response?: { statusCode: number; headers: Record<string, string>; body: unknown }
  checks: { status: 'success' | 'warning' | 'error'; name: string; message: string }[]
}

/** A repeated step counts as it ended. */
function stepsOf({ files }: Report): StepResult[] {
  const last = new Map<string, StepResult>()
  for (const { executedWorkflows } of Object.values(files))
    for (const { workflowId, executedSteps } of executedWorkflows)
      for (const { stepId, response, checks } of executedSteps)
        last.set(`${workflowId}/${stepId}`, {
          workflow: workflowId,
          step: stepId,
          response: response && {
            status: response.statusCode,
            headers: response.headers,
            body: response.body,
          },
          failures: checks
            .filter(({ status }) => status !== 'success')
            .map(({ name, message }) => `${name}: ${message}`),
        })
  return [...last.values()]
}
