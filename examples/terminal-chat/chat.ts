import { createInterface } from 'node:readline'
import { getTalkSession } from '@openparley/client'

const { PARLEY_URL: baseUrl = 'http://127.0.0.1:8080', APP_ID: appId = 'demo', TOKEN } = process.env
const [userId, otherId] = process.argv.slice(2)
if (!userId || !otherId || !TOKEN) throw new Error('TOKEN=… npm start -- <your id> <their id>')

const session = getTalkSession({ baseUrl, appId, userId, token: TOKEN })
await session.currentUser.createIfNotExists({ name: userId })
await session.user(otherId).createIfNotExists({ name: otherId })
const conversation = session.conversation([userId, otherId].sort().join(' and '))
await conversation.createIfNotExists()
await conversation.participant(otherId).createIfNotExists()

const shown = new Set<string>()
conversation.subscribeMessages((messages) => {
  for (const { id, sender, plaintext, delivery } of (messages ?? []).toReversed()) {
    if (delivery !== 'sent' || shown.has(id)) continue
    shown.add(id)
    console.log(`${sender?.name ?? '*'}: ${plaintext}`)
  }
})
conversation.subscribeTyping((typing) => {
  if (typing && !typing.many && typing.users.length > 0) console.log(`${otherId} is typing …`)
})

const lines = createInterface({ input: process.stdin })
lines.on('line', (text) => conversation.send(text).catch(({ message }) => console.error(message)))
lines.on('close', () => session.close())
