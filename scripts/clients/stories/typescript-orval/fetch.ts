/** Sends the requests of the generated functions to the server, with the key of the app. */
export async function call<T>(path: string, options: RequestInit): Promise<T> {
  const { PARLEY_URL, PARLEY_KEY } = process.env
  const request = new Request(`${PARLEY_URL}${path}`, options)
  request.headers.set('authorization', `Bearer ${PARLEY_KEY}`)
  const response = await fetch(request)
  const { status, headers } = response
  return { status, headers, data: await response.json() } as T
}
