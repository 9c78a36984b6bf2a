import type { AppPaths } from './app-paths.ts'

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

/** How the body of a successful response is read. */
interface Bodies<Json> {
  json: Json
  text: string
  blob: Blob
  arrayBuffer: ArrayBuffer
  stream: Response['body']
}

export type ParseAs = keyof Bodies<unknown>

/** The paths that have the method. */
type PathsWith<M extends Method, All> = {
  [Path in keyof All]: All[Path] extends { [Own in M]: object } ? Path : never
}[keyof All]

type OperationOf<M extends Method, All, Path extends keyof All> = All[Path][M & keyof All[Path]]

type Params<Op> = Op extends { parameters: infer All }
  ? Record<never, never> extends All
    ? { params?: All }
    : { params: All }
  : { params?: never }

/** A form is sent as such; everything else becomes JSON. */
type Sent<Content> = 'multipart/form-data' extends keyof Content ? FormData : Content[keyof Content]

type Body<Op> = Op extends { requestBody: { content: infer Content } }
  ? { body: Sent<Content> }
  : Op extends { requestBody?: { content: infer Content } }
    ? { body?: unknown extends Content ? never : Sent<Content> }
    : { body?: never }

/** Everything else is passed on to `fetch`. */
interface FetchInit<As extends ParseAs> extends Omit<RequestInit, 'body' | 'headers' | 'method'> {
  /** Sent in addition to the headers that the call has by itself. */
  headers?: Record<string, string> | Headers
  /** How the body of a successful response is read. Default: `json`. */
  parseAs?: As
}

type InitOf<Op, As extends ParseAs> = Params<Op> & Body<Op> & FetchInit<As>

/** The arguments of a call after its path. They are optional if every parameter is. */
type Init<Op, As extends ParseAs> =
  Record<never, never> extends InitOf<Op, As> ? [init?: InitOf<Op, As>] : [init: InitOf<Op, As>]

type Content<Responses, Statuses> = {
  [Status in keyof Responses & Statuses]: Responses[Status] extends { content: infer All }
    ? All[keyof All]
    : never
}[keyof Responses & Statuses]

type Success = 200 | 201 | 202 | 204 | 206

/** `error` is a problem document, or the map of `putUsers`. */
export type Result<Op, As extends ParseAs = 'json'> = Op extends { responses: infer Responses }
  ?
      | { data: Bodies<Content<Responses, Success>>[As]; error?: never; response: Response }
      | {
          data?: never
          error: Content<Responses, Exclude<keyof Responses, Success>>
          response: Response
        }
  : never

/** A call of one method. The compiler refuses properties that are not in the document. */
export type Call<M extends Method, All = AppPaths> = <
  Path extends PathsWith<M, All>,
  As extends ParseAs = 'json',
>(
  path: Path,
  ...init: Init<OperationOf<M, All, Path>, As>
) => Promise<Result<OperationOf<M, All, Path>, As>>

/** A call for each method, to the paths of an app unless given. */
export interface Calls<All = AppPaths> {
  GET: Call<'get', All>
  PUT: Call<'put', All>
  POST: Call<'post', All>
  PATCH: Call<'patch', All>
  DELETE: Call<'delete', All>
}
