/** How the generated functions send a request: where to, and with whose key. */
export async function call<T>(path: string, options: RequestInit): Promise<T> {
  const { PARLEY_URL, PARLEY_KEY } = process.env
  const request = new Request(`${PARLEY_URL}${path}`, options)
  request.headers.set('authorization', `Bearer ${PARLEY_KEY}`)
  const response = await fetch(request)
  const { status, headers } = response
  return { status, headers, data: await response.json() } as T
}
