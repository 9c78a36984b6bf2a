import {
  bodySchema,
  contentKey,
  isJson,
  isObject,
  mediaType,
  type OpenApiDocument,
  pointerSegment,
  type Resolved,
  type ResponseObject,
  resolve,
} from './document.ts'
import {
  eventsOf,
  parsed,
  problemType,
  type ReceivedResponse,
  type ServerSentEvent,
  streamType,
} from './exchange.ts'
import { readValue } from './requests.ts'
import type { CheckValue, Fault } from './schemas.ts'

/** Returns functions that find the faults of responses. `check` must use closed schemas. */
export function createResponseCheck(document: OpenApiDocument, check: CheckValue) {
  function headerFaults({ object, pointer }: Resolved<ResponseObject>, headers: Headers): Fault[] {
    return Object.keys(object.headers ?? {}).flatMap((name) => {
      const at = `${pointer}/headers${pointerSegment(name)}`
      const header = resolve<{ required?: boolean; schema?: unknown }>(document, at)
      const value = headers.get(name)
      const where = `header/${name}`
      const source = header.pointer
      if (value !== null)
        return check(`${source}/schema`, readValue(document, header.object.schema, value)).map(
          (fault) => ({ ...fault, pointer: where }),
        )
      if (!header.object.required) return []
      return [{ pointer: where, expected: 'a value (required)', source, got: undefined }]
    })
  }

  /** RFC 9110 §14.4: only these two statuses have a `Content-Range`. */
  function rangeFaults(
    { pointer: source }: Resolved<ResponseObject>,
    { status, headers }: ReceivedResponse,
  ): Fault[] {
    const got = headers.get('content-range')
    if (got === null || status === 206 || status === 416) return []
    return [{ pointer: 'header/Content-Range', expected: 'no such header', source, got }]
  }

  function contentFaults(
    { object, pointer }: Resolved<ResponseObject>,
    { status, headers, body }: ReceivedResponse,
  ): Fault[] {
    const known = Object.keys(object.content ?? {})
    const contentType = headers.get('content-type')
    const type = mediaType(contentType)
    if (known.length === 0 && (body ?? '') === '') return []
    const key = contentKey(object.content, type)
    if (key === undefined) {
      const expected = known.join(' or ') || 'no body'
      const source = `${pointer}/content`
      return [{ pointer: 'header/content-type', expected, source, got: contentType ?? undefined }]
    }
    const media = `${pointer}/content${pointerSegment(key)}`
    if (body === undefined) return []
    if (type === streamType) return eventsOf(body).flatMap((event) => eventFaults(pointer, event))
    if (!isJson(type)) return []
    const schema = bodySchema(document, pointer, type)
    return [...jsonFaults(media, schema, body), ...problemFaults(media, type, status, body)]
  }

  function jsonFaults(media: string, schema: string, text: string): Fault[] {
    const value = parsed(text)
    return value === undefined
      ? [{ pointer: '', expected: 'JSON', source: media, got: text }]
      : check(schema, value)
  }

  /** The faults of an event in the stream of the response at the pointer. */
  function eventFaults(response: string, { event, data }: ServerSentEvent): Fault[] {
    const media = `${response}/content${pointerSegment(streamType)}`
    const faults = jsonFaults(media, bodySchema(document, response, streamType), data)
    const value = parsed(data)
    const type = isObject(value) ? value.type : undefined
    if (type === event || faults.length > 0) return faults
    const expected = `exactly ${JSON.stringify(type)}, the type of its data`
    return [{ pointer: 'event', expected, source: media, got: event }]
  }

  /** RFC 9457 §3.1.2: the `status` of a problem is the status of its response. */
  function problemFaults(source: string, type: string, status: number, body: string): Fault[] {
    const value = parsed(body)
    if (type !== problemType || !isObject(value) || value.status === status) return []
    const expected = `exactly ${status}, as in the response`
    return [{ pointer: '/status', expected, source, got: value.status }]
  }

  return {
    /** The faults of a documented response. */
    documented: (response: Resolved<ResponseObject>, received: ReceivedResponse): Fault[] => [
      ...headerFaults(response, received.headers),
      ...rangeFaults(response, received),
      ...contentFaults(response, received),
    ],
    event: eventFaults,
    /** The faults of a problem that no operation documents, by the first of the named schemas that exists. */
    problem(schemas: string[], { status, headers, body = '' }: ReceivedResponse): Fault[] {
      const contentType = headers.get('content-type')
      const schema = schemas.find((name) => document.components.schemas?.[name] !== undefined)
      const source = schema === undefined ? '/paths' : `/components/schemas/${schema}`
      if (mediaType(contentType) !== problemType)
        return [
          {
            pointer: 'header/content-type',
            expected: problemType,
            source,
            got: contentType ?? undefined,
          },
        ]
      const value = parsed(body)
      if (value === undefined) return [{ pointer: '', expected: 'JSON', source, got: body }]
      const faults = schema === undefined ? [] : check(source, value)
      return [...faults, ...problemFaults(source, problemType, status, body)]
    },
  }
}
