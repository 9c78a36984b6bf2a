import { type Client, unwrap } from '@openparley/client'

const people = {
  'demo-alice': { name: 'Alice Kaya', role: 'buyer' },
  'demo-sebastian': { name: 'Sebastian Brandt', role: 'seller' },
  'demo-nina': { name: 'Nina Okafor', role: 'seller' },
}

/** The two users whose chats the demo page shows. */
export const demoUserIds = ['demo-alice', 'demo-sebastian']

type Line = [sender: keyof typeof people, text: string]

const [alice, sebastian, nina] = ['demo-alice', 'demo-sebastian', 'demo-nina'] as const

/** Ordered by the time of their messages, the oldest first. */
const conversations: { id: string; subject: string; lines: Line[] }[] = [
  {
    id: 'demo-scarf',
    subject: 'Red scarf, order 392',
    lines: [
      [nina, 'Your scarf is on its way. It should be with you *on Tuesday*.'],
      [alice, 'Wonderful, thank you!'],
    ],
  },
  {
    id: 'demo-hike',
    subject: 'Hike on Saturday',
    lines: [
      [nina, 'Who is coming? The bus leaves at 8:10 from the station.'],
      [sebastian, 'I am! I bring coffee.'],
      [alice, 'Me too. I take the map: https://www.openstreetmap.org'],
    ],
  },
  {
    id: 'demo-boots',
    subject: 'Black leather boots, order 391',
    lines: [
      [alice, 'Hello! Do the boots run small?'],
      [sebastian, 'Hi Alice! A little. Most people take *one size up*.'],
      [alice, 'Then 39 it is. Can I still change the order?'],
      [sebastian, 'Of course, I have just done it for you'],
    ],
  },
]

/** Creates the people and conversations of the demo page. Existing objects are kept. */
export async function prepareDemo(client: Client): Promise<void> {
  unwrap(await client.PUT('/users', { body: people }))
  for (const { id, subject, lines } of conversations) {
    const params = { path: { conversationId: id } }
    const path = '/conversations/{conversationId}'
    const participants = [...new Set([alice, sebastian, ...lines.map(([sender]) => sender)])]
    unwrap(await client.PUT(path, { params, body: { subject, participants } }))
    const { data } = unwrap(
      await client.GET(`${path}/messages`, { params: { ...params, query: { limit: 1 } } }),
    )
    const messages = lines.map(([sender, text]) => ({ type: 'UserMessage' as const, sender, text }))
    if (data.length === 0) unwrap(await client.POST(`${path}/messages`, { params, body: messages }))
  }
}
