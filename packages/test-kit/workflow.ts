import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { outputOf } from './installed.ts'

type Values = Record<string, string>

export interface Step {
  id?: string
  name?: string
  uses?: string
  with?: Values
  env?: Values
  run?: string
  shell?: string
}

interface Action {
  inputs: Record<string, { default: string }>
  outputs: Record<string, { value: string }>
  runs: { steps: Step[] }
}

export interface Job {
  /** The folder in which the steps run, as after a checkout. */
  workspace: string
  /** `RUNNER_TEMP`. */
  temp: string
  /** Returns the file of the action that a step uses; undefined if the step can be skipped, such as a checkout. */
  actionOf?: (uses: string) => string | undefined
  /** Environment variables of all steps, such as `GITHUB_REF_NAME`. */
  env?: Values
  /** The context `github` of expressions. */
  github?: Values
  /** Replaces the inputs that the step gives to an action. */
  inputsOf?: (step: Step) => Values
}

const read = (file: string) => parse(readFileSync(file, 'utf8'))

/** Returns the steps of all jobs of a workflow. */
export const stepsOf = (file: string): Step[] =>
  Object.values<{ steps: Step[] }>(read(file).jobs).flatMap(({ steps }) => steps)

/** Runs the steps as GitHub does. Returns the output of each step, and the named outputs of the steps with an id. */
export async function runSteps(steps: Step[], job: Job, inputs: Values = {}) {
  const outputs: Record<string, Values> = {}
  const log: string[] = []
  const scope = () => ({ inputs, outputs, temp: job.temp, github: job.github ?? {} })
  for (const step of steps) {
    const file = step.uses === undefined ? undefined : job.actionOf?.(step.uses)
    const values = (texts: Values = {}) => mapped(texts, (text) => filled(String(text), scope()))
    let found: Values = {}
    if (file !== undefined) {
      const given = { ...values(step.with), ...job.inputsOf?.(step) }
      const ran = await runAction(read(file), job, given)
      found = ran.outputs
      log.push(...ran.log)
    } else if (step.run !== undefined) {
      const ran = await runScript(filled(step.run, scope()), job, values(step.env))
      found = ran.outputs
      log.push(ran.printed)
    }
    if (step.id !== undefined) outputs[step.id] = found
  }
  return { outputs, log }
}

async function runAction(action: Action, job: Job, given: Values) {
  const unknown = Object.keys(given).filter((name) => !(name in action.inputs))
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}`)
  const inputs = { ...mapped(action.inputs, (input) => input.default), ...given }
  const { outputs, log } = await runSteps(action.runs.steps, job, inputs)
  const scope = { inputs, outputs, temp: job.temp, github: job.github ?? {} }
  return { outputs: mapped(action.outputs, ({ value }) => filled(value, scope)), log }
}

let scripts = 0

async function runScript(script: string, { workspace, temp, env: given }: Job, env: Values) {
  mkdirSync(temp, { recursive: true })
  scripts += 1
  const file = join(temp, `step-${scripts}.sh`)
  const output = join(temp, `step-${scripts}.output`)
  writeFileSync(file, script)
  writeFileSync(output, '')
  const text = await outputOf(`bash --noprofile --norc -eo pipefail ${file}`, {
    cwd: workspace,
    env: {
      ...given,
      ...env,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: workspace,
    },
  })
  const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean)
  const pairs = lines.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)])
  return { printed: text, outputs: Object.fromEntries(pairs) as Values }
}

interface Scope {
  inputs: Values
  outputs: Record<string, Values>
  temp: string
  github: Values
}

/** Evaluates the expressions in the text, of which there are four kinds. */
function filled(text: string, { inputs, outputs, temp, github }: Scope): string {
  return text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const [kind, name = '', , output = ''] = expression.split('.')
    const value =
      expression === 'runner.temp'
        ? temp
        : kind === 'inputs'
          ? inputs[name]
          : kind === 'github'
            ? github[name]
            : kind === 'steps'
              ? outputs[name]?.[output]
              : undefined
    if (value === undefined) throw new Error(`There is no ${expression}`)
    return value
  })
}

const mapped = <From, To>(record: Record<string, From>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
