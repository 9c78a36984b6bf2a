/** An app and the key for its calls. */
export interface AppAccess {
  baseUrl: string
  appId: string
  secretKey: string
}

/** Makes a call for the app. Returns undefined if the server ended before it responded. */
export async function requestJson(
  { baseUrl, appId, secretKey }: AppAccess,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(`${baseUrl}/v1/${appId}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secretKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}
