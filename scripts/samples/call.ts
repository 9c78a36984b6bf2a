import type { Operation, Spec } from '../generate/spec.ts'
import type { StepParameter, Workflow, WorkflowStep } from '../workflows/arazzo.ts'

/** A value that a program has in a variable, from the response of an earlier step. */
export class Variable {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A call of a workflow, as samples in any language need it. Values can contain variables. */
export interface Call {
  stepId: string
  operationId: string
  /** A description of the step. */
  title: string
  /** The summary of its operation. */
  summary: string
  description: string
  method: string
  /** Below the base URL of the app, with parameters in braces. */
  path: string
  pathValues: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, unknown>
  body?: unknown
  /** The file to upload, and the field of the form. */
  file?: { field: string; name: string }
  /** The variable of the environment that has the token, or a token. */
  token: { variable: string } | { text: string }
  status: number
  /** The values of the response that later steps need. */
  outputs: { name: string; keys: (string | number)[] }[]
  /** Repeats the call until it has the status. */
  repeat?: { limit: number; seconds: number }
  /** Whether types refuse the call. */
  isMistake: boolean
}

/** The environment variables of the inputs that have no default. */
const variables: Record<string, string> = { secretKey: 'KEY', userToken: 'TOKEN' }

const appPath = '/v1/{appId}'

/** The calls of a workflow, in their order. */
export function callsOf(spec: Spec, workflow: Workflow): Call[] {
  const used = new Set(
    [...JSON.stringify(workflow.steps.map(sentBy)).matchAll(outputReference)].map(
      ([, step, output]) => `${step}.${output}`,
    ),
  )
  return workflow.steps.map((step) => callOf(spec, workflow, step, used))
}

const outputReference = /\$steps\.(\w+)\.outputs\.(\w+)/g

/** The words of a name in camel case. */
const wordsOf = (name: string) =>
  name
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^./, (letter) => letter.toUpperCase())

const sentBy = ({ parameters, requestBody }: WorkflowStep) => ({ parameters, requestBody })

function callOf(spec: Spec, workflow: Workflow, step: WorkflowStep, used: Set<string>): Call {
  const { stepId, operationId, requestBody, outputs = {} } = step
  const { method, path, operation } = operationOf(spec, operationId)
  const value = (of: unknown) => resolved(of, workflow)
  const all = new Map<string, StepParameter>()
  for (const parameter of [...workflow.parameters, ...(step.parameters ?? [])])
    all.set(`${parameter.in}/${parameter.name}`, parameter)
  const valuesIn = (place: StepParameter['in']) =>
    Object.fromEntries(
      [...all.values()]
        .filter((one) => one.in === place && !['appId', 'Authorization'].includes(one.name))
        .map((one) => [one.name, value(one.value)]),
    )
  const [retry] = step.onFailure ?? []
  const isForm = requestBody?.contentType === 'multipart/form-data'
  return {
    stepId,
    operationId,
    title: wordsOf(stepId),
    summary: operation.summary,
    description: step.description ?? '',
    method: method.toUpperCase(),
    path: path.slice(appPath.length),
    pathValues: valuesIn('path'),
    query: valuesIn('query'),
    headers: valuesIn('header'),
    ...(requestBody && !isForm && { body: value(requestBody.payload) }),
    ...(isForm && { file: fileOf(requestBody.payload as Record<string, string>) }),
    token: tokenOf(String(all.get('header/Authorization')?.value)),
    status: statusOf(step),
    outputs: Object.entries(outputs)
      .filter(([name]) => used.has(`${stepId}.${name}`))
      .map(([name, expression]) => ({ name, keys: keysOf(expression) })),
    ...(retry && { repeat: { limit: retry.retryLimit, seconds: retry.retryAfter } }),
    isMistake: step['x-mistake'] === true,
  }
}

function operationOf({ paths }: Spec, operationId: string) {
  for (const [path, item] of Object.entries(paths))
    for (const [method, operation] of Object.entries(item))
      if ((operation as Operation).operationId === operationId)
        return { path, method, operation: operation as Operation }
  throw new Error(`The document has no operation ${operationId}.`)
}

/** The value with inputs replaced by their defaults, and outputs of steps by variables. */
function resolved(value: unknown, workflow: Workflow): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, workflow))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, resolved(item, workflow)]),
    )
  if (typeof value !== 'string') return value
  const output = /^\$steps\.\w+\.outputs\.(\w+)$/.exec(value)?.[1]
  if (output !== undefined) return new Variable(output)
  const input = /^\$inputs\.(\w+)$/.exec(value)?.[1]
  if (input === undefined) return value
  const { default: given } = workflow.inputs.properties[input] ?? {}
  if (given === undefined) throw new Error(`The input ${input} has no default.`)
  return given
}

function tokenOf(header: string): Call['token'] {
  const input = /^Bearer \{\$inputs\.(\w+)\}$/.exec(header)?.[1]
  const variable = variables[input ?? '']
  return variable === undefined ? { text: header.replace('Bearer ', '') } : { variable }
}

function statusOf({ stepId, successCriteria }: WorkflowStep): number {
  const [status] = successCriteria.flatMap(
    ({ condition }) => /^\$statusCode == (\d+)$/.exec(condition)?.[1] ?? [],
  )
  if (status === undefined) throw new Error(`The step ${stepId} expects no status.`)
  return Number(status)
}

function fileOf(form: Record<string, string>): { field: string; name: string } {
  for (const [field, value] of Object.entries(form)) {
    const name = /^\$file\('(.+)'\)$/.exec(value)?.[1]
    if (name !== undefined) return { field, name }
  }
  throw new Error('The form has no file.')
}

const keysOf = (expression: string) =>
  (/^\$response\.body#\/(.+)$/.exec(expression)?.[1] ?? '')
    .split('/')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key))
