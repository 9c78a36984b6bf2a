import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create user
const createUser = unwrap(await client.PUT('/users/{userId}', {
  params: { path: { userId: 'uwe' } },
  body: { name: 'Uwe' },
}))
console.log(createUser)

// 2. Wrong key
const stranger = createClient({ ...server, secretKey: 'sk_not_a_key_of_this_app' })
const wrongKey = await stranger.GET('/users/{userId}', {
  params: { path: { userId: 'uwe' } },
})
console.log(wrongKey.error)

// 3. Not found
const notFound = await client.GET('/users/{userId}', {
  params: { path: { userId: 'nobody' } },
})
console.log(notFound.error)

// 4. Not valid
const notValid = await client.PUT('/users/{userId}', {
  params: { path: { userId: 'uwe' } },
  // @ts-expect-error The types find the mistake too.
  body: { name: '', emial: ['uwe@example.com'] },
})
console.log(notValid.error)

// 5. Nothing changed
const nothingChanged = unwrap(await client.GET('/users/{userId}', {
  params: { path: { userId: 'uwe' } },
}))
console.log(nothingChanged)
