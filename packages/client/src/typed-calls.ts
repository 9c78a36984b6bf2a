import type { FetchOptions, FetchResponse, Middleware, ParseAs } from 'openapi-fetch'
import type { AppPaths } from './app-paths.ts'

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

/** The paths that have the method. */
type PathsWith<M extends Method> = {
  [Path in keyof AppPaths]: AppPaths[Path] extends { [Own in M]: object } ? Path : never
}[keyof AppPaths]

type Operation<Path extends PathsWith<M>, M extends Method> = AppPaths[Path][M] &
  Record<string, unknown>

/** The arguments of a call after its path. They are optional if every parameter is. */
type Init<Op, As extends ParseAs> =
  Record<never, never> extends FetchOptions<Op>
    ? [init?: FetchOptions<Op> & { parseAs?: As }]
    : [init: FetchOptions<Op> & { parseAs?: As }]

/**
 * A call of one method. Unlike in openapi-fetch, the type of `init` is not inferred from the argument, so that
 * the compiler refuses properties that are not in the document.
 */
type Call<M extends Method> = <Path extends PathsWith<M>, As extends ParseAs = 'json'>(
  path: Path,
  ...init: Init<AppPaths[Path][M], As>
) => Promise<FetchResponse<Operation<Path, M>, { parseAs: As }, `${string}/${string}`>>

/** A typed client for one app; see `createClient`. */
export interface Client {
  GET: Call<'get'>
  PUT: Call<'put'>
  POST: Call<'post'>
  PATCH: Call<'patch'>
  DELETE: Call<'delete'>
  /** Adds middleware of openapi-fetch. */
  use(...middleware: Middleware[]): void
  /** Removes middleware. */
  eject(...middleware: Middleware[]): void
}
