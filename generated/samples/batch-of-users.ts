import { createClient, unwrap } from 'openparley/client'

const server = { baseUrl: 'http://127.0.0.1:8080', appId: 'demo' }
const client = createClient({ ...server, secretKey: process.env.KEY ?? '' })

// 1. Create users
const createUsers = unwrap(await client.PUT('/users', {
  body: {
    ingrid: { name: 'Ingrid', email: ['ingrid@example.com'], role: 'buyer' },
    omar: { name: 'Omar', role: 'seller', custom: { shop: 'Boots & Co.' } },
  },
}))
console.log(createUsers)

// 2. Refuse batch
const refuseBatch = await client.PUT('/users', {
  // @ts-expect-error The types find the mistake too.
  body: { ingrid: { name: 'Ingrid Larsen' }, wanda: { role: 'buyer' }, omar: { email: [12] } },
})
console.log(refuseBatch.error)

// 3. Nothing changed
const nothingChanged = unwrap(await client.GET('/users/{userId}', {
  params: { path: { userId: 'ingrid' } },
}))
console.log(nothingChanged)

// 4. Correct batch
const correctBatch = unwrap(await client.PUT('/users', {
  body: {
    ingrid: { name: 'Ingrid Larsen' },
    wanda: { name: 'Wanda', role: 'buyer' },
    omar: { email: ['omar@example.com'] },
  },
}))
console.log(correctBatch)

// 5. Everything changed
const everythingChanged = unwrap(await client.GET('/users/{userId}', {
  params: { path: { userId: 'omar' } },
}))
console.log(everythingChanged)
