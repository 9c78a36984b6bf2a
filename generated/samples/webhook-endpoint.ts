import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create webhook
const createWebhook = unwrap(await client.POST('/webhooks', {
  body: {
    url: 'http://127.0.0.1:3000/',
    events: ['message.sent', 'message.read'],
  },
}))
const webhookId = createWebhook.id
console.log(createWebhook)

// 2. Test delivery
const testDelivery = unwrap(await client.POST('/webhooks/{webhookId}/test', {
  params: { path: { webhookId } },
}))
console.log(testDelivery)

// 3. Attempts
const attempts = unwrap(await client.GET('/webhooks/{webhookId}/attempts', {
  params: { path: { webhookId } },
}))
console.log(attempts)

// 4. Rotate secret
const rotateSecret = unwrap(await client.POST('/webhooks/{webhookId}/rotate', {
  params: { path: { webhookId } },
  body: {},
}))
console.log(rotateSecret)

// 5. Pause
const pause = unwrap(await client.PATCH('/webhooks/{webhookId}', {
  params: { path: { webhookId } },
  body: { enabled: false },
}))
console.log(pause)

// 6. Remove webhook
const removeWebhook = unwrap(await client.DELETE('/webhooks/{webhookId}', {
  params: { path: { webhookId } },
}))
console.log(removeWebhook)
