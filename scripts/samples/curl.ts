import { type Call, Variable } from './call.ts'
import { baseUrl, type Language, tokensOf } from './language.ts'

/** Text for the inside of single quotes. Variables end the quotes. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

const upper = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

const marked = (_: string, value: unknown) =>
  value instanceof Variable ? `\u0000${value.name}\u0000` : value

const json = (value: unknown) =>
  quoted(JSON.stringify(value, marked)).replaceAll(
    /"\\u0000(\w+)\\u0000"/g,
    (_, name: string) => `"'"$${upper(name)}"'"`,
  )

const plain = (value: unknown) =>
  value instanceof Variable ? `$${upper(value.name)}` : String(value)

function words(call: Call): string[] {
  const { method, path, pathValues, query, headers, token, body, file } = call
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => plain(pathValues[name]))
  const bearer = 'variable' in token ? `$${token.variable}` : token.text
  return [
    `${method === 'GET' || file ? '' : `-X ${method} `}"$API${url}"`,
    `-H "Authorization: Bearer ${bearer}"`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(Object.keys(query).length > 0 ? ['-G'] : []),
    ...Object.entries(query).map(([name, value]) =>
      value instanceof Variable
        ? `--data-urlencode "${name}=${plain(value)}"`
        : `--data-urlencode ${quoted(`${name}=${value}`)}`,
    ),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${json(body)}`]),
    ...(file ? [`-F ${file.field}=@${file.name}`] : []),
  ]
}

const lines = (all: string[], indent = '  ') => all.join(` \\\n${indent}`)

function step(call: Call): string {
  const { outputs, repeat, status } = call
  const [output] = outputs
  if (repeat)
    return `for attempt in $(seq ${repeat.limit}); do
  STATUS=$(${lines([`curl -s -o response.json -w '%{http_code}'`, ...words(call)], '    ')})
  if [ "$STATUS" = ${status} ]; then break; fi${repeat.seconds > 0 ? `\n  sleep ${repeat.seconds}` : ''}
done
echo "$STATUS $(cat response.json)"`
  const [first = '', ...more] = words(call)
  if (output === undefined) return lines([`curl ${first}`, ...more])
  const path = output.keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  const filter = path.startsWith('[') ? `.${path}` : path
  return `${upper(output.name)}=$(${lines([`curl -s ${first}`, ...more])} | jq -r '${filter}')
echo "$${upper(output.name)}"`
}

export const curl: Language = {
  name: 'curl',
  title: 'curl',
  ending: 'sh',
  comment: '#',
  needs: '`curl` and [`jq`](https://jqlang.org)',
  run: (file) => `bash ${file}`,
  begin: (calls) =>
    [
      `API=${baseUrl}/v1/demo`,
      ...tokensOf(calls).map((name) => `: "\${${name}:?is not set}"`),
    ].join('\n'),
  step,
}
