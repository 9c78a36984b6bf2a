import type { Exchange } from '@openparley/contract'

/** A longer body is replaced by its length, as a shell limits the length of a command. */
const maxBodyLength = 2000

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** A command line that repeats a request. The token is in the variable TOKEN, since reports may be shared. */
export function curlOf({ method, url, headers, body }: Exchange['request']): string {
  const fields = [...headers].map(([name, value]) =>
    name === 'authorization'
      ? '-H "Authorization: Bearer $TOKEN"'
      : `-H ${quoted(`${name}: ${value}`)}`,
  )
  const data =
    body === ''
      ? []
      : body.length > maxBodyLength
        ? ['--data-binary @body.json']
        : [`--data-raw ${quoted(body)}`]
  const what = body.length > maxBodyLength ? [`# body.json has ${body.length} characters`] : []
  return [`curl -i -X ${method}`, ...fields, ...data, quoted(url), ...what].join(' ')
}
