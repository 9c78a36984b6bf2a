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

type LazyValidate = (request: RawRequest, unknownFields: UnknownFields) => Promise<ValidatedRequest>

/** Servers of one process share a document and its compiled schemas. */
const created = new WeakMap<Document, (operation: Operation) => LazyValidate>()

/** Validates requests. Loading Ajv takes longer than starting a server, so the first request that needs it loads it. */
export function lazyValidation(document: Document): (operation: Operation) => LazyValidate {
  const validation = created.get(document) ?? createLazily(document)
  created.set(document, validation)
  return validation
}

function createLazily(document: Document): (operation: Operation) => LazyValidate {
  let loading: Promise<(operation: Operation) => Validate> | undefined
  const load = () =>
    import('./validation.ts').then(({ createValidation }) => createValidation(document))
  const compiled = new Map<Operation, Promise<Validate>>()
  const compile = (operation: Operation) => {
    loading ??= load()
    const validate = compiled.get(operation) ?? loading.then((create) => create(operation))
    compiled.set(operation, validate)
    return validate
  }

  return (operation) => {
    const takesNothing = operation.parameters.length === 0 && operation.body === null
    return async (request, unknownFields) => {
      if (takesNothing && Object.keys(request.query as object).length === 0) return emptyRequest
      return (await compile(operation))(request, unknownFields)
    }
  }
}
