import type { Document, Operation } from '../operation.ts'
import type { UnknownFields } from './schema-faults.ts'
import type { RawRequest, Validate, ValidatedRequest } from './validation.ts'

const emptyRequest: ValidatedRequest = {
  path: {},
  query: {},
  header: {},
  body: undefined,
  faults: [],
}

/** Validates requests. Loading Ajv takes longer than starting a server, so the first request that needs it loads it. */
export function lazyValidation(document: Document) {
  let loading: Promise<(operation: Operation) => Validate> | undefined
  const load = () =>
    import('./validation.ts').then(({ createValidation }) => createValidation(document))

  return (operation: Operation) => {
    const takesNothing = operation.parameters.length === 0 && operation.body === null
    let validate: Promise<Validate> | undefined
    return async (request: RawRequest, unknownFields: UnknownFields): Promise<ValidatedRequest> => {
      if (takesNothing && Object.keys(request.query as object).length === 0) return emptyRequest
      loading ??= load()
      validate ??= loading.then((create) => create(operation))
      return (await validate)(request, unknownFields)
    }
  }
}
