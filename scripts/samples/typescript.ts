import { type Call, Variable } from './call.ts'
import { baseUrl, type Language, tokensOf } from './language.ts'

const key = (name: string) => (/^[a-zA-Z_]\w*$/.test(name) ? name : text(name))

const text = (value: string) =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll(`\\"`, '"').replaceAll("'", "\\'")}'`

/** The value as TypeScript, on one line if it fits or must. */
function literal(value: unknown, indent: string, isOneLine = false): string {
  if (value instanceof Variable) return value.name
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }']
  const parts = (at: string) =>
    Array.isArray(value)
      ? value.map((item) => literal(item, at, isOneLine))
      : Object.entries(value).map(([name, item]) =>
          item instanceof Variable && item.name === name
            ? name
            : `${key(name)}: ${literal(item, at, isOneLine)}`,
        )
  const short =
    parts(indent).length === 0
      ? open.trim() + close.trim()
      : `${open}${parts(indent).join(', ')}${close}`
  if (isOneLine || (short.length <= 66 && !short.includes('\n'))) return short
  return `${open.trim()}\n${parts(inner)
    .map((part) => `${inner}${part},\n`)
    .join('')}${indent}${close.trim()}`
}

const numbers = new Set(['limit'])

function parametersOf({ pathValues, query, headers }: Call): Record<string, unknown> {
  const typed = Object.entries(query).map(([name, value]) => [
    name,
    numbers.has(name) ? Number(value) : value,
  ])
  const all = { path: pathValues, query: Object.fromEntries(typed), header: headers }
  return Object.fromEntries(
    Object.entries(all).filter(([, values]) => Object.keys(values).length > 0),
  )
}

function call(of: Call, indent = ''): string {
  const { method, path, body, isMistake, file, token } = of
  const inner = `${indent}  `
  const params = parametersOf(of)
  const mistake = `${inner}// @ts-expect-error The types find the mistake too.\n`
  const hasParameters = Object.keys(params).length > 0
  const isInParameters = isMistake && body === undefined
  const lines = [
    ...(hasParameters
      ? [
          `${isInParameters ? mistake : ''}${inner}params: ${literal(params, inner, isInParameters)},\n`,
        ]
      : []),
    ...(body === undefined
      ? []
      : [`${isMistake ? mistake : ''}${inner}body: ${literal(body, inner, isMistake)},\n`]),
    ...(file ? [`${inner}body: form,\n`] : []),
  ]
  const client = 'text' in token ? 'stranger' : 'client'
  const options = lines.length === 0 ? '' : `, {\n${lines.join('')}${indent}}`
  return `await ${client}.${method}('${path}'${options})`
}

function step(of: Call): string {
  const { stepId, outputs, repeat, status, file, token } = of
  const before = [
    ...(file
      ? [
          'const form = new FormData()',
          `form.append('${file.field}', new Blob([await readFile('${file.name}')]), '${file.name}')`,
        ]
      : []),
    ...('text' in token
      ? [`const stranger = createClient({ ...server, secretKey: ${text(token.text)} })`]
      : []),
  ]
  if (repeat)
    return `for (let attempt = 0; attempt < ${repeat.limit}; attempt += 1) {
  const { response, data, error } = ${call(of, '  ')}
  if (response.status === ${status}) {
    console.log(response.status, data ?? error)
    break
  }${repeat.seconds > 0 ? `\n  await setTimeout(${repeat.seconds * 1000})` : ''}
}`
  if (status >= 400)
    return [...before, `const ${stepId} = ${call(of)}`, `console.log(${stepId}.error)`].join('\n')
  return [
    ...before,
    `const ${stepId} = unwrap(${call(of)})`,
    ...outputs.map(({ name, keys }) => `const ${name} = ${stepId}${keys.map(access).join('')}`),
    `console.log(${stepId})`,
  ].join('\n')
}

const access = (key: string | number, index: number) =>
  typeof key === 'number' ? `[${key}]!` : index === 0 ? `.${key}` : `.${key}`

export const typescript: Language = {
  name: 'typescript',
  title: 'TypeScript',
  ending: 'ts',
  comment: '//',
  needs: 'Node 24 and `npm install openparley`',
  run: (file) => `node ${file}`,
  begin(calls) {
    const [token = 'KEY'] = tokensOf(calls)
    const isRepeated = calls.some(({ repeat }) => repeat)
    const isWaiting = calls.some(({ repeat }) => repeat?.seconds)
    const needsUnwrap = calls.some(({ repeat, status }) => !repeat && status < 400)
    const imports = [
      ...(calls.some(({ file }) => file) ? ["import { readFile } from 'node:fs/promises'"] : []),
      ...(isWaiting ? ["import { setTimeout } from 'node:timers/promises'"] : []),
      `import { createClient${needsUnwrap ? ', unwrap' : ''} } from 'openparley/client'`,
    ]
    const name = token === 'KEY' ? 'secretKey' : 'token'
    const credentials = `${name}: process.env.${token} ?? ''`
    // The client would wait by itself.
    const retries = isRepeated ? ', retries: 0' : ''
    return `${imports.join('\n')}

const server = { baseUrl: '${baseUrl}', appId: 'demo' }
const client = createClient({ ...server, ${credentials}${retries} })`
  },
  step,
}
