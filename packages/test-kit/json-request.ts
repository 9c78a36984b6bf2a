/** An app, and the key that its calls are made with. */
export interface AppAccess {
  baseUrl: string
  appId: string
  secretKey: string
}

/** Makes a call for the app; undefined where the server went away before it answered. */
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
