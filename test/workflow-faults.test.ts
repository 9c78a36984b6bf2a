import { join } from 'node:path'
import { responseFaults } from '@openparley/conformance'
import { contract } from '@openparley/test-kit/contract'
import { root } from '@openparley/test-kit/program'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { handlers } from '../packages/server/src/operations/index.ts'
import type { Handlers } from '../packages/server/src/operations/operation.ts'
import { runRespect } from '../scripts/workflows/respect.ts'
import { startWorkflowServer } from '../scripts/workflows/server.ts'

/** An operation, the status of its response, the name of the fault in it, and the step that must fail. */
const responses = [
  ['getMessage', 200, '/text of another type', 'firstConversation/readMessage'],
  ['putUsers', 400, 'the status 200', 'batchOfUsers/refuseBatch'],
  ['uploadFile', 200, '/attachmentToken left out', 'fileInMessage/upload'],
  ['testWebhook', 200, '/type of another type', 'webhookEndpoint/testDelivery'],
  ['listMessages', 200, '/data/0/senderId of another type', 'personalData/findMessages'],
  ['listUserConversations', 404, 'the status 200', 'versions/newestUnknownUser'],
  ['getUser', 401, 'no header WWW-Authenticate', 'errors/wrongKey'],
  ['getUserSnapshot', 429, 'no header Retry-After', 'tooManyRequests/untilTooMany'],
] as const

/** Handlers whose responses are as documented but wrong, and the steps that must fail. */
const wrong: Partial<Handlers> = {
  listConversations: ({ query: { startingAfter: _, ...query }, ...input }, context) =>
    handlers.listConversations({ ...input, query }, context),
  updateUserConversation: async () => ({}),
}
const wrongSteps = ['pagesAndFilters/secondPage', 'readState/read']

/** Puts each fault into the responses of its operation with this status. */
function seed(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const url = `http://${request.host}${request.url}`
    const id = contract.route(request.method, url).match?.operation.id
    const seeded = responses.find(([name, status]) => name === id && status === reply.statusCode)
    if (!seeded || typeof payload !== 'string') return payload
    const headers = new Headers(reply.getHeaders() as Record<string, string>)
    const faulty = responseFaults(contract, {
      request: { method: request.method, url, headers: new Headers(), body: '' },
      response: { status: reply.statusCode, headers, body: payload },
    }).find(({ name }) => name === seeded[2])
    if (!faulty) throw new Error(`There is no fault "${seeded[2]}" in ${id} ${reply.statusCode}.`)
    const { response } = faulty.exchange
    reply.code(response.status).removeHeader('content-length')
    for (const name of headers.keys()) if (!response.headers.has(name)) reply.removeHeader(name)
    return response.body
  })
}

test('each of ten faults of a server fails the step that finds it', {
  timeout: 120_000,
}, async () => {
  const parts = { prepare: seed, handlers: { ...handlers, ...wrong } }
  await using server = await startWorkflowServer({}, parts)
  const file = join(root, 'generated/workflows.arazzo.yaml')
  const { steps } = await runRespect(file, server.url, server.inputs)
  const failed = steps.filter(({ failures }) => failures.length > 0)
  expect(failed.map(({ workflow, step }) => `${workflow}/${step}`).sort()).toEqual(
    [...responses.map(([, , , step]) => step), ...wrongSteps].sort(),
  )
})
