import { lastingDatabase } from '@openparley/test-kit/database'
import { operatorOf } from '@openparley/test-kit/operator'
import { testServer } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

test('a link of one node signs in once, on any node, and the session is valid on all of them', async () => {
  const databaseUrl = await lastingDatabase()
  const [one, other] = [await testServer({ databaseUrl }), await testServer({ databaseUrl })]
  for (const [maker, user] of [
    [one, other],
    [other, one],
  ] as const) {
    const { code } = (await operatorOf(maker)('createAdminLink')).body
    const signIn = (node: typeof one) => operatorOf(node, {})('createAdminSession', {}, { code })
    const answers = await Promise.all([signIn(user), signIn(maker), signIn(user)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
    expect((await signIn(maker)).status).toBe(401)
    const cookies = answers.flatMap(({ headers }) => headers.get('set-cookie') ?? [])
    const cookie = cookies[0]?.split(';')[0] ?? ''
    for (const node of [one, other])
      expect((await operatorOf(node, { cookie })('listApps')).status).toBe(200)
    const page = { cookie, 'sec-fetch-site': 'same-origin' }
    await operatorOf(maker, page)('deleteAdminSession')
    expect((await operatorOf(user, { cookie })('listApps')).status).toBe(401)
  }
})
