import Fastify from 'fastify'
import { documentFile, siteFolder } from '../packages/server/src/base/assets.ts'
import { serveDocs } from '../packages/server/src/http/pages/docs.ts'

// Serves only the docs page, like the server, but without a database and an app.
const server = Fastify()
serveDocs(server, { site: siteFolder, document: documentFile })
const url = await server.listen({ port: Number(process.env.PORT || 4000), host: '127.0.0.1' })
console.log(`The docs are at ${url}/docs, the document at ${url}/openapi.json`)
