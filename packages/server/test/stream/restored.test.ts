import { copyFileSync, rmSync } from 'node:fs'
import { chatOf } from '@openparley/test-kit/chat'
import { engine, lastingDatabase } from '@openparley/test-kit/database'
import { testServer } from '@openparley/test-kit/server'
import { liveStream, openStream } from '@openparley/test-kit/stream'
import { expect, test } from 'vitest'
import { openEngine } from '../../src/store/open-engine.ts'

/** A server on the database, and the messages on Alice's stream. */
async function served(databaseUrl: string) {
  const server = await testServer({ databaseUrl })
  const chat = chatOf(server.client)
  const heard = async (...texts: string[]) => {
    const stream = await liveStream(server, 'alice')
    await chat.say('order', 'bob', ...texts)
    for (const text of texts)
      expect(await stream.next('message.created')).toMatchObject({ message: { text } })
    const { cursor } = stream
    await stream.cut()
    return cursor
  }
  const firstWord = async (after: string | undefined) =>
    (await (await openStream(server, 'alice', { after })).nextFrame())?.event
  return { server, chat, heard, firstWord }
}

const restored = { type: 'reset', reason: 'restored' }

test.runIf(engine === 'sqlite')(
  'a restored copy of the file is detected, even if it has received more writes than the original',
  async () => {
    const databaseUrl = await lastingDatabase()
    const file = databaseUrl.replace('sqlite:', '')
    const first = await served(databaseUrl)
    await first.chat.conversationWith('order', ['alice', 'bob'])
    const common = await first.heard('In the copy too')
    await first.server.close()
    copyFileSync(file, `${file}.copy`)
    const second = await served(databaseUrl)
    const lost = await second.heard('Lost', 'with the file')
    await second.server.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
    copyFileSync(`${file}.copy`, file)
    const third = await served(databaseUrl)
    await third.heard('Other', 'messages', 'than', 'before')
    expect(await third.firstWord(lost)).toMatchObject(restored)
    expect(await third.firstWord(common)).toMatchObject({
      type: 'message.created',
      message: { text: 'Other' },
    })
  },
)

test('a cursor whose event is missing or different is reset as restored', async () => {
  const databaseUrl = await lastingDatabase()
  const { chat, heard, firstWord } = await served(databaseUrl)
  await chat.conversationWith('order', ['alice', 'bob'])
  const common = await heard('one')
  const [changed, gone] = [await heard('two'), await heard('three')]
  await heard('four')
  const [changedId, goneId] = [changed, gone].map((cursor) => Number(cursor?.split('.')[2]))
  const opened = await openEngine(databaseUrl)
  await opened.transaction([], async (db) => {
    await db.run('UPDATE events SET mark = mark + 1 WHERE id = $1', [changedId as number])
    await db.run('DELETE FROM events WHERE id = $1', [goneId as number])
  })
  await opened.close()
  expect(await firstWord(common)).toMatchObject({ message: { text: 'two' } })
  expect(await firstWord(changed)).toMatchObject(restored)
  expect(await firstWord(gone)).toMatchObject(restored)
})
