import Fastify from 'fastify'
import { serveDocs } from '../src/http/docs.ts'

// The docs page alone, as the server serves it: no database, no app.
const root = new URL('../', import.meta.url)
const server = Fastify()
serveDocs(server, { site: new URL('docs/site/', root), generated: new URL('generated/', root) })
const url = await server.listen({ port: Number(process.env.PORT || 4000), host: '127.0.0.1' })
console.log(`The docs are at ${url}/docs, the document at ${url}/openapi.json`)
