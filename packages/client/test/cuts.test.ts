import { testNetwork } from '@openparley/test-kit/network'
import { testApp } from '@openparley/test-kit/server'
import { recorded, testSession } from '@openparley/test-kit/session'
import fc from 'fast-check'
import { expect, test } from 'vitest'

// Each message changes the snapshot once, so the counts show losses and duplicates.
test('a subscription on a network that is cut at random emits every change once, in order', async () => {
  const server = await testApp()
  for (const [id, name] of Object.entries({ alice: 'Alice', sebastian: 'Sebastian' }))
    await server.call('PUT', `/users/${id}`, { body: { name } })
  const turn = fc.constantFrom('send', 'send', 'cut', 'breathe', 'subscribe')
  let run = 0

  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 5, maxLength: 30 }), async (turns) => {
      run += 1
      const id = `boots-${run}`
      await server.call('PUT', `/conversations/${id}`, {
        body: { participants: ['alice', 'sebastian'] },
      })
      const send = (text: string) =>
        server.call('POST', `/conversations/${id}/messages`, {
          body: [{ type: 'UserMessage', sender: 'sebastian', text }],
        })
      // Snapshots wait until a sender is known, so without this message some snapshots would be skipped.
      await send('Number 1')
      const network = testNetwork()
      const session = testSession(server, 'alice', { fetch: network.fetch, random: () => 0.01 })
      const subscriptions = [recorded(session.conversation(id))]
      let sent = 1
      for (const turn of turns) {
        if (turn === 'cut') network.cut()
        if (turn === 'breathe') await new Promise(setImmediate)
        if (turn === 'subscribe') subscriptions.push(recorded(session.conversation(id)))
        if (turn !== 'send') continue
        sent += 1
        await send(`Number ${sent}`)
      }
      const fresh = await session.conversation(id).get()
      for (const { told, last } of subscriptions) {
        expect(await last({ unreadMessageCount: sent })).toEqual(fresh)
        const counts = told.map((snapshot) => snapshot?.unreadMessageCount)
        const [first = 0] = counts
        expect(counts).toEqual(counts.map((_, n) => first + n))
      }
      session.close()
    }),
    { numRuns: 15 },
  )
})
