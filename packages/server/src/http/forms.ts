import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { BusboyHeaders } from '@fastify/busboy'
import type { FastifyInstance } from 'fastify'
import type { Fault, Form } from '../operations/operation.ts'
import { allowToBeLate, assertBodyType, formType } from './bodies.ts'
import { failure, malformed, type RequestFault } from './errors.ts'

/** The field with the bytes. */
const fileField = 'file'

/** Limits for the data that is kept in memory. The bytes of the file are not. */
const limits = {
  parts: 20,
  fields: 20,
  fieldNameSize: 100,
  fieldSize: 16 * 1024,
  headerPairs: 20,
  headerSize: 8 * 1024,
}

/** Checks the texts of the fields. Returns their values, and the faults. */
export type CheckFields = (
  texts: ReadonlyMap<string, string>,
  hasFile: boolean,
) => { values: unknown; faults: Fault[] }

/** A form that has not been read yet. */
export class UnreadForm {
  readonly #request: IncomingMessage

  constructor(request: IncomingMessage) {
    this.#request = request
  }

  checkedBy(check: CheckFields): Form {
    return { read: (take) => readForm(this.#request, take, check) }
  }
}

/** Accepts bodies of `multipart/form-data` for operations that have a form. The handler reads the body. */
export function acceptForms(server: FastifyInstance): void {
  server.addContentTypeParser(formType, (request, raw, done) => {
    assertBodyType(request.routeOptions.config.operation?.body ?? null, formType)
    allowToBeLate(raw)
    done(null, new UnreadForm(raw))
  })
}

/**
 * Reads a form (RFC 7578) and hands its file to `take` as a stream. Rejects with a 400 if the form is not valid or not
 * complete, or with the error of `take`. It never rejects before `take` has finished.
 */
async function readForm<T>(
  request: IncomingMessage,
  take: (bytes: Readable, filename: string | undefined) => Promise<T>,
  check: CheckFields,
) {
  const texts = new Map<string, string>()
  const faults: RequestFault[] = []
  const report = (name: string, why: string) => faults.push({ in: 'body', field: [name], why })
  let file: Readable | undefined
  let filename: string | undefined
  let taken: Promise<T> | undefined
  const parser = await parserFor(request)
  const failed = new Promise<never>((_, reject) => {
    parser.on('file', (_name, bytes, given: string | undefined) => {
      // The parser emits errors of the stream, maybe before `take` listens.
      bytes.on('error', (error) => bytes.destroy(error))
      if (file) {
        report(fileField, 'Must be given only once.')
        return void bytes.resume()
      }
      file = bytes
      filename = given
      taken = take(bytes, given)
      taken.catch(reject)
    })
    const tooMany = () => reject(malformed('body', 'Has too many parts.'))
    parser.on('partsLimit', tooMany).on('fieldsLimit', tooMany)
    parser.on('error', () => reject(malformed('body', 'Is not a complete form.')))
    request.on('close', () => {
      if (!request.complete) reject(malformed('body', 'Did not arrive completely.'))
    })
  })
  parser.on('field', (name: string | undefined, text, _, isCut) => {
    if (name === undefined) return
    if (texts.has(name)) report(name, 'Must be given only once.')
    if (isCut) report(name, `Must have max ${limits.fieldSize} bytes.`)
    texts.set(name, text)
  })
  try {
    const finished = new Promise<void>((resolve) => parser.on('finish', resolve))
    request.pipe(parser)
    await Promise.race([finished, failed])
    const { values, faults: invalid } = check(texts, file !== undefined)
    const all = [...faults, ...invalid.map((fault) => ({ ...fault, in: 'body' as const }))]
    if (all.length > 0) throw failure('invalid-request', 'The request is invalid.', { faults: all })
    return { file: (await taken) as T, filename, fields: values as never }
  } catch (error) {
    request.unpipe(parser)
    file?.destroy(error as Error)
    await taken?.catch(() => undefined)
    throw error
  }
}

async function parserFor({ headers }: IncomingMessage) {
  const { Busboy } = await import('@fastify/busboy')
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits,
      // One chunk of the connection waits here at a time: by default each upload keeps several in memory.
      highWaterMark: 1,
      fileHwm: 1,
      isPartAFile: (name) => name === fileField,
    })
  } catch {
    throw malformed('header', 'Must have a boundary.', 'Content-Type')
  }
}
