import { setTimeout } from 'node:timers/promises'
import { createClient } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, token: process.env.TOKEN ?? '', retries: 0 })

// 1. Until too many
for (let attempt = 0; attempt < 20; attempt += 1) {
  const { response, data, error } = await client.GET('/realtime/users/{userId}', {
    params: { path: { userId: 'uwe' } },
  })
  if (response.status === 429) {
    console.log(response.status, data ?? error)
    break
  }
}

// 2. Again
for (let attempt = 0; attempt < 5; attempt += 1) {
  const { response, data, error } = await client.GET('/realtime/users/{userId}', {
    params: { path: { userId: 'uwe' } },
  })
  if (response.status === 200) {
    console.log(response.status, data ?? error)
    break
  }
  await setTimeout(1000)
}
