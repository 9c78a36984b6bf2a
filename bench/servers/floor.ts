import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import Fastify from 'fastify'

/**
 * A bare Fastify server that returns the same JSON with the same schemas, and does nothing else. The responses are in the
 * file ANSWERS, by path.
 */
interface Answers {
  get: Record<string, { schema: string; body: unknown }>
  put: Record<string, { schema: string }>
  post: Record<string, { schema: string; body: unknown; answers: string }>
}

const document = JSON.parse(
  readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'),
)
const answers: Answers = JSON.parse(readFileSync(process.env.ANSWERS ?? '', 'utf8'))

/**
 * A schema with all references inlined, as the framework's serializer needs it. A schema inside itself, such as a node of
 * formatted text, allows any value.
 */
function whole(schema: unknown, outer: string[] = []): unknown {
  if (Array.isArray(schema)) return schema.map((one) => whole(one, outer))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema) {
    const name = String(schema.$ref)
    return outer.includes(name) ? {} : whole(component(name), [...outer, name])
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'discriminator' && key !== 'examples')
      .map(([key, value]) => [key, whole(value, outer)]),
  )
}

const component = (name: string) => document.components.schemas[name.split('/').at(-1) ?? '']

const server = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
server.setValidatorCompiler(({ schema }) => ajv.compile(schema as object))

for (const [url, { schema, body }] of Object.entries(answers.get))
  server.get(url, { schema: { response: { 200: whole(component(schema)) } } }, async () => body)
for (const [url, { schema }] of Object.entries(answers.put))
  server.put(url, { schema: { body: whole(component(schema)) } }, async () => ({}))
for (const [url, { schema, body, answers: answered }] of Object.entries(answers.post))
  server.post(
    url,
    {
      schema: {
        body: whole(component(schema)),
        response: { 200: whole(component(answered)) },
      },
    },
    async () => body,
  )

console.log(await server.listen({ port: 0, host: '127.0.0.1' }))
