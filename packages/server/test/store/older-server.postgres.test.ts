import { existsSync } from 'node:fs'
import { chatOf } from '@openparley/test-kit/chat'
import { startCluster } from '@openparley/test-kit/cluster'
import { programsIn } from '@openparley/test-kit/postgres-programs'
import { testServer, userClientOf } from '@openparley/test-kit/server'
import { liveStream } from '@openparley/test-kit/stream'
import { expect, onTestFinished, test } from 'vitest'

/** The folder in which Debian puts the oldest version that Parley supports. */
const programs = '/usr/lib/postgresql/15/bin'

test.skipIf(!existsSync(programs))(
  'two nodes on PostgreSQL 15 create the schema, write, search and stream (needs postgresql-15)',
  async () => {
    const cluster = await startCluster({}, { programs: programsIn(programs) })
    onTestFinished(() => cluster.stop())
    const options = { databaseUrl: cluster.url }
    const [one, other] = await Promise.all([testServer(options), testServer(options)])
    const chat = chatOf(one.client)
    await chat.conversationWith('order', ['alice', 'bob'])
    const stream = await liveStream(other, 'alice')
    const ids = await chat.say('order', 'bob', 'Boots', 'Sandals')
    for (const id of ids)
      expect(await stream.next('message.created')).toMatchObject({ message: { id } })
    const { data } = await userClientOf(other, 'alice').GET('/realtime/search/messages', {
      params: { query: { query: 'sandal' } },
    })
    expect(data?.data).toMatchObject([{ id: ids[1] }])
  },
)
