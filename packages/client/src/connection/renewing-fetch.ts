import type { Tokens } from './tokens.ts'

type Fetch = (request: Request) => Promise<Response>

/** A fetch that repeats a request once with a new token if the server returns 401. */
export const renewingFetch =
  (fetch: Fetch, tokens: Tokens): Fetch =>
  async (request) => {
    const again = request.clone()
    const response = await fetch(request)
    if (response.status !== 401) return response
    const refused = again.headers.get('authorization')?.replace('Bearer ', '')
    if (!tokens.refuse(refused)) return response
    await response.body?.cancel()
    again.headers.set('authorization', `Bearer ${await tokens.get()}`)
    return fetch(again)
  }
