import type { Exchange } from '@openparley/contract'

/** Longer bodies are told by their length: no shell takes a megabyte of words. */
const longest = 2000

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The command line that sends a request again. Its token is left to the variable TOKEN, as reports are shared. */
export function curlOf({ method, url, headers, body }: Exchange['request']): string {
  const fields = [...headers].map(([name, value]) =>
    name === 'authorization'
      ? '-H "Authorization: Bearer $TOKEN"'
      : `-H ${quoted(`${name}: ${value}`)}`,
  )
  const data =
    body === ''
      ? []
      : body.length > longest
        ? ['--data-binary @body.json']
        : [`--data-raw ${quoted(body)}`]
  const what = body.length > longest ? [`# body.json has ${body.length} characters`] : []
  return [`curl -i -X ${method}`, ...fields, ...data, quoted(url), ...what].join(' ')
}
