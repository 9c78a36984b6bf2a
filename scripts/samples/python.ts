import { type Call, Variable } from './call.ts'
import { baseUrl, indented, type Language, tokensOf } from './language.ts'

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The value as Python, on one line if it fits. */
function literal(value: unknown, indent = ''): string {
  if (value instanceof Variable) return snake(value.name)
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const inner = `${indent}    `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const parts = (at: string) =>
    Array.isArray(value)
      ? value.map((item) => literal(item, at))
      : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, at)}`)
  const short = `${open}${parts(indent).join(', ')}${close}`
  if (short.length <= 60 && !short.includes('\n')) return short
  return `${open}\n${parts(inner)
    .map((part) => `${inner}${part},\n`)
    .join('')}${indent}${close}`
}

function call(of: Call): string {
  const { method, path, pathValues, query, headers, body, file, token } = of
  let isFormatted = false
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = pathValues[name]
    if (!(value instanceof Variable)) return String(value)
    isFormatted = true
    return `{${snake(value.name)}}`
  })
  const own = 'text' in token ? { ...headers, Authorization: `Bearer ${token.text}` } : headers
  const words = [
    `api + ${isFormatted ? 'f' : ''}"${url}"`,
    ...(Object.keys(query).length > 0 ? [`params=${literal(query, '    ')}`] : []),
    ...(Object.keys(own).length > 0 ? [`headers=${literal(own, '    ')}`] : []),
    ...(body === undefined ? [] : [`json=${literal(body, '    ')}`]),
    ...(file ? [`files={"${file.field}": open("${file.name}", "rb")}`] : []),
  ]
  const line = `response = session.${method.toLowerCase()}(${words.join(', ')})`
  if (line.length <= 88 && !line.includes('\n')) return line
  return `response = session.${method.toLowerCase()}(\n${words.map((word) => `    ${word},\n`).join('')})`
}

function step(of: Call): string {
  const { outputs, repeat, status } = of
  if (repeat)
    return `for attempt in range(${repeat.limit}):
${indented(call(of), '    ')}
    if response.status_code == ${status}:
        break${repeat.seconds > 0 ? `\n    time.sleep(${repeat.seconds})` : ''}
print(response.status_code, response.json())`
  if (status >= 400) return `${call(of)}\nprint(response.status_code, response.json())`
  return [
    call(of),
    'response.raise_for_status()',
    ...outputs.map(
      ({ name, keys }) =>
        `${snake(name)} = response.json()${keys.map((key) => `[${JSON.stringify(key)}]`).join('')}`,
    ),
    'print(response.json())',
  ].join('\n')
}

export const python: Language = {
  name: 'python',
  title: 'Python',
  ending: 'py',
  comment: '#',
  needs: 'Python 3 and `pip install requests`',
  run: (file) => `python3 ${file}`,
  begin: (calls) => `import os
${calls.some(({ repeat }) => repeat?.seconds) ? 'import time\n' : ''}
import requests

api = "${baseUrl}/v1/demo"
session = requests.Session()
session.headers["Authorization"] = "Bearer " + os.environ["${tokensOf(calls)[0]}"]`,
  step,
}
