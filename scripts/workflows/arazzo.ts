/** The parts of an Arazzo 1.0 document that the guides use. */
export interface ArazzoDocument {
  arazzo: string
  info: { title: string; summary: string; description: string; version: string }
  sourceDescriptions: { name: string; url: string; type: 'openapi' }[]
  workflows: Workflow[]
}

export interface Workflow {
  workflowId: string
  summary: string
  description: string
  inputs: { type: 'object'; properties: Record<string, Input>; required: string[] }
  parameters: StepParameter[]
  steps: WorkflowStep[]
}

export interface Input {
  type: 'string'
  description: string
  default?: string
  format?: 'password'
}

export interface StepParameter {
  name: string
  in: 'path' | 'query' | 'header'
  value: string | number
}

export interface WorkflowStep {
  stepId: string
  /** Whether the types refuse the call. */
  'x-mistake'?: boolean
  description?: string
  operationId: string
  parameters?: StepParameter[]
  requestBody?: { contentType?: string; payload: unknown }
  successCriteria: { condition: string; context?: string; type?: string }[]
  outputs?: Record<string, string>
  onFailure?: { type: 'retry'; retryAfter: number; retryLimit: number }[]
}
