import { setTimeout } from 'node:timers/promises'
import type { Client } from '@openparley/client'
import { unwrap } from '@openparley/client'
import type { components } from '@openparley/spec/types'

type Schemas = components['schemas']

const users = {
  alice: { name: 'Alice Kaya' },
  sebastian: { name: 'Sebastian Brandt' },
  nina: { name: 'Nina Okafor' },
  jun: { name: 'Jun Tanaka' },
  nobody: { name: 'Nobody' },
}

const say = (sender: string, text: string, more = {}): Schemas['MessageToSend'] => ({
  type: 'UserMessage',
  sender,
  text,
  ...more,
})

/** Texts that break pages: HTML, changes of direction, stacked accents, no spaces, joined emoji. */
export const hostileTexts = [
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  '\u202eright to left\u202c and \u2067isolated without an end',
  `Z${'\u0351\u0323\u0300\u0334\u0361'.repeat(20)}algo`,
  'x'.repeat(2000),
  '👩‍👩‍👧‍👦'.repeat(40),
  'javascript:alert(3) [link](javascript:alert(4)) data:text/html,<b>',
]

/** Creates the conversations that the states of the inbox show. */
export async function tellStory(client: Client, picture: Blob): Promise<void> {
  const send = async (conversationId: string, ...body: Schemas['MessageToSend'][]) => {
    const params = { path: { conversationId } }
    const path = '/conversations/{conversationId}/messages'
    const ids = unwrap(await client.POST(path, { params, body })).map(({ id }) => id)
    // The messages of a call are 1 ms apart. After this, the next message is newer than all of them.
    await setTimeout(body.length + 1)
    return ids
  }
  const create = async (
    conversationId: string,
    subject: string | null,
    participants: string[],
    more: Schemas['ConversationPatch'] = {},
  ) =>
    unwrap(
      await client.PUT('/conversations/{conversationId}', {
        params: { path: { conversationId } },
        body: { subject, participants, ...more },
      }),
    )
  const upload = async (file: Blob, filename: string) => {
    const body = new FormData()
    body.append('file', file, filename)
    const { attachmentToken: fileToken } = unwrap(
      await client.POST('/files', { body: body as never }),
    )
    return { type: 'file' as const, fileToken }
  }

  unwrap(await client.PUT('/users', { body: users }))
  await create('secret', 'Not for Alice', ['nina', 'jun'])
  await create('hostile', '<b>Hostile</b> \u202etexts', ['alice', 'jun'])
  await send('hostile', ...hostileTexts.map((text) => say('jun', text)))
  await create('news', 'News of the shop', ['nina'])
  unwrap(
    await client.PUT('/conversations/{conversationId}/participants/{userId}', {
      params: { path: { conversationId: 'news', userId: 'alice' } },
      body: { access: 'Read' },
    }),
  )
  await send('news', say('nina', 'The spring collection is here.'))
  await create('notice', 'Parcel 5521', ['alice', 'nina'])
  await send('notice', { type: 'SystemMessage', text: 'Your parcel has left the warehouse.' })
  await create('files', 'Papers for the trip', ['alice', 'nina'])
  await send(
    'files',
    { ...say('nina', ''), text: undefined, content: [await upload(picture, 'boots.png')] } as never,
    {
      ...say('nina', ''),
      text: undefined,
      content: [await upload(new Blob(['%PDF-1.4']), 'invoice.pdf')],
    } as never,
    {
      type: 'UserMessage',
      sender: 'alice',
      content: [{ type: 'location', latitude: 52.37, longitude: 4.9 }],
    } as never,
  )
  await create('hike', 'Hike on Saturday', ['alice', 'nina', 'jun', 'sebastian'])
  await send('hike', say('alice', 'Who is coming?'))
  await send('hike', say('nina', 'I am! The bus leaves at 8:10.'), say('jun', 'Me too.'))
  await create('boots', 'Black leather boots', ['alice', 'sebastian'])
  const [question = ''] = await send(
    'boots',
    say('alice', 'Hello! Do the boots run small?'),
    say('sebastian', 'Hi Alice! A little. Most people take *one size up*.'),
    say('sebastian', 'The sizes are at https://shop.example/sizes'),
    say('alice', 'Then 39 it is.'),
  )
  const [last = ''] = await send(
    'boots',
    say('sebastian', 'They are in the shop from Friday.', { referencedMessageId: question }),
  )
  const params = { conversationId: 'boots', messageId: last, emoji: '👍', userId: 'alice' }
  unwrap(
    await client.PUT(
      '/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}/{userId}',
      { params: { path: params } },
    ),
  )
  await send('boots', say('alice', 'Great, see you on Saturday.'))
}
