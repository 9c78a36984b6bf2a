import { type Call, Variable } from './call.ts'
import { baseUrl } from './language.ts'

/** The variables of the collection that contain tokens, by the names of the tokens in the samples. */
const tokens: Record<string, string> = { KEY: 'secretKey', TOKEN: 'userToken' }

const text = (value: unknown) =>
  value instanceof Variable ? `{{${value.name}}}` : encodeURIComponent(String(value))

const json = (value: unknown) =>
  JSON.stringify(value, (_, part) => (part instanceof Variable ? `{{${part.name}}}` : part), 2)

function urlOf({ path, pathValues, query }: Call): string {
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => text(pathValues[name]))
  const words = Object.entries(query).map(([name, value]) => `${name}=${text(value)}`)
  return `{{baseUrl}}/v1/{{appId}}${at}${words.length > 0 ? `?${words.join('&')}` : ''}`
}

function bodyOf({ body, file }: Call) {
  if (file)
    return {
      type: 'multipart-form',
      data: [{ name: file.field, type: 'file', value: [file.name] }],
    }
  return body === undefined ? undefined : { type: 'json', data: json(body) }
}

/** Saves what later requests need, or repeats the request until it has the status. */
function afterResponse({ outputs, repeat, status, title }: Call): string {
  const saved = outputs.map(({ name, keys }) => {
    const path = keys.map((key) => `[${JSON.stringify(key)}]`).join('')
    return `bru.setVar('${name}', res.body${path})`
  })
  if (!repeat) return saved.join('\n')
  const { limit, seconds } = repeat
  return `const attempts = (bru.getVar('attempts') ?? 0) + 1
const isAgain = res.status !== ${status} && attempts < ${limit}
bru.setVar('attempts', isAgain ? attempts : 0)
if (isAgain) {${seconds > 0 ? `\n  await bru.sleep(${seconds * 1000})` : ''}
  bru.setNextRequest('${title}')
}`
}

const testOf = ({ repeat, status }: Call) => `test('returns ${status}', () => {
  ${repeat ? `if (!bru.getVar('attempts')) ` : ''}expect(res.status).to.equal(${status})
})`

/** The root of a collection for Bruno, in the format OpenCollection. */
export const collectionRoot = (version: string): object => ({
  opencollection: '1.0.0',
  info: { name: 'Parley', version },
})

/** Where the server is, and who calls it. Secrets are given when it is run. */
export const collectionEnvironment = (): object => ({
  name: 'local',
  variables: [
    { name: 'baseUrl', value: baseUrl },
    { name: 'appId', value: 'demo' },
    ...Object.values(tokens).map((name) => ({ name, secret: true })),
  ],
})

export const collectionFolder = (name: string, docs: string, seq: number): object => ({
  info: { name, type: 'folder', seq },
  docs: { content: docs, type: 'text/markdown' },
})

/** A request of a collection. It checks the status of its response. */
export function collectionRequest(call: Call, seq: number): object {
  const { title, description, method, headers, query, token } = call
  const body = bodyOf(call)
  const after = afterResponse(call)
  const parameters = Object.entries(query).map(([name, value]) => ({
    name,
    value: text(value),
    type: 'query',
  }))
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }))
  return {
    info: { name: title, type: 'http', seq },
    http: {
      method,
      url: urlOf(call),
      ...(parameters.length > 0 && { params: parameters }),
      ...(fields.length > 0 && { headers: fields }),
      ...(body && { body }),
      auth: {
        type: 'bearer',
        token: 'variable' in token ? `{{${tokens[token.variable]}}}` : token.text,
      },
    },
    runtime: {
      scripts: [
        ...(after === '' ? [] : [{ type: 'after-response', code: after }]),
        { type: 'tests', code: testOf(call) },
      ],
    },
    // The query is encoded already.
    settings: { encodeUrl: false },
    ...(description !== '' && { docs: description }),
  }
}
