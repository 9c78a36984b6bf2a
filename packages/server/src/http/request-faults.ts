import type { FastifyRequest } from 'fastify'
import type { Faults } from '../operations/operation.ts'
import { type Document, parametersOf } from './document.ts'
import type { Validation } from './validation.ts'

type BodyRule = 'required' | 'optional' | 'none'

/** What the document finds wrong with the requests of an operation, by place: none where all is well. */
export function requestFaults(document: Document) {
  // Ajv takes longer to load than a server to start: the first request to be judged loads it.
  let loading: Promise<(path: string, method: string) => Validation> | undefined
  const validationOf = async (path: string, method: string) => {
    loading ??= import('./validation.ts').then((module) => module.createValidation(document))
    return (await loading)(path, method)
  }

  return (path: string, method: string, expected: BodyRule) => {
    const takesNothing = expected === 'none' && parametersOf(document, path, method).length === 0
    let validation: Promise<Validation> | undefined
    return async ({ params, query, headers, body }: FastifyRequest): Promise<Faults> => {
      if (takesNothing && body === undefined && Object.keys(query as object).length === 0) return {}
      validation ??= validationOf(path, method)
      const validate = await validation
      return {
        ...validate.parameters('path', params as Record<string, unknown>),
        ...validate.parameters('query', query as Record<string, unknown>),
        ...validate.parameters('header', headers),
        ...bodyFaults(body, expected, validate.body),
      }
    }
  }
}

function bodyFaults(body: unknown, expected: BodyRule, validate: Validation['body']) {
  if (body !== undefined) return expected === 'none' ? undefined : validate(body)
  return expected === 'required' ? { '#': ['A JSON body is required.'] } : undefined
}
