import { chatOf } from '@openparley/test-kit/chat'
import { contentsOf, lastingDatabase } from '@openparley/test-kit/database'
import type { TestServer } from '@openparley/test-kit/server'
import { watchingStream } from '@openparley/test-kit/stream'
import { download, uploaded } from '@openparley/test-kit/uploads'
import { Command, CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { addAnonymizeUser } from '../../src/commands/anonymize-user.ts'
import { alice, everything, personalTexts, serverWithAlice } from './personal-data.ts'

/** Runs the command against the server, with its output as text. */
async function run(server: TestServer, args: string[], { isTTY = false } = {}) {
  const written = { stdout: '', stderr: '' }
  const output = (name: keyof typeof written) => ({
    isTTY,
    write(text: string) {
      written[name] += text
    },
  })
  let exitCode = -1
  const program = new Command().exitOverride().configureOutput({
    writeOut: (text) => output('stdout').write(text),
    writeErr: (text) => output('stderr').write(text),
  })
  addAnonymizeUser(program, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    onInterruption() {},
    exit(code) {
      exitCode = code
    },
  })
  const where = ['--url', server.baseUrl, '--app', server.appId, '--key', server.secretKey]
  await program
    .parseAsync(['anonymize-user', ...where, ...args], { from: 'user' })
    .catch((error) => {
      if (!(error instanceof CommanderError)) throw error
      exitCode = error.exitCode === 0 ? 0 : 2
    })
  return { exitCode, ...written }
}

test('it removes everything personal from the user and keeps id, role and locale', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const { exitCode, stdout } = await run(server, ['alice'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('User alice: anonymized.')
  const { user } = await everything(server)
  expect(user).toEqual({
    id: 'alice',
    name: 'Deleted user',
    email: null,
    phone: null,
    photoUrl: null,
    headerPhotoUrl: null,
    welcomeMessage: null,
    availabilityText: null,
    custom: {},
    pushTokens: null,
    role: alice.role,
    locale: alice.locale,
    createdAt: expect.any(Number),
  })
})

test("it redacts all of the user's messages, on many pages and in conversations that they have left, and nobody else's", async () => {
  const server = await serverWithAlice({ messages: 230 })
  const before = await everything(server)
  const { exitCode, stdout } = await run(server, ['alice', '--report', 'json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    userId: 'alice',
    dryRun: false,
    finished: true,
    user: 'anonymized',
    messages: { read: 2 * 230 + 1 + 2 * 3 + 3, redacted: 233, deleted: 1, wereRedacted: 0 },
    reactions: { removed: 0 },
    conversations: { read: 3, cleared: 0, wereClear: 0 },
  })
  const after = await everything(server)
  expect(after.alices).toHaveLength(233)
  for (const message of after.alices)
    expect(message).toMatchObject({ text: '[removed]', custom: {}, location: null })
  expect(after.bobs).toEqual(before.bobs)
  const { id, subject, custom } = before.conversations.joined ?? {}
  expect(after.conversations.joined).toMatchObject({ id, subject, custom })
})

test('a second run finds nothing left to do', async () => {
  const server = await serverWithAlice({ messages: 5 })
  await run(server, ['alice', '--conversations'])
  const after = await everything(server)
  const { stdout } = await run(server, ['alice', '--conversations', '--report', 'json'])
  expect(JSON.parse(stdout)).toMatchObject({
    user: 'was anonymous',
    messages: { redacted: 0, deleted: 0, wereRedacted: 8 },
    conversations: { cleared: 0, wereClear: 2 },
  })
  expect(await everything(server)).toEqual(after)
})

test('a dry run reports the same and changes nothing', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const before = await everything(server)
  const dry = await run(server, ['alice', '--conversations', '--dry-run', '--report', 'json'])
  expect(await everything(server)).toEqual(before)
  const wet = await run(server, ['alice', '--conversations', '--report', 'json'])
  expect({ ...JSON.parse(dry.stdout), dryRun: false }).toEqual(JSON.parse(wet.stdout))
})

test('--messages delete deletes them, even if whole pages are the user’s', async () => {
  const server = await serverWithAlice({ messages: 230 })
  const { bobs } = await everything(server)
  const bobsIds = bobs.map(({ id }) => id)
  for (const messageId of bobsIds.slice(3))
    await server.client.DELETE('/conversations/{conversationId}/messages/{messageId}', {
      params: { path: { conversationId: 'joined', messageId } },
    })
  await run(server, ['alice', '--messages', 'delete'])
  expect((await everything(server)).alices).toEqual([])
})

test('it removes the reactions of the user to all messages, and nobody else’s', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const chat = chatOf(server.client)
  const { bobs } = await everything(server)
  const joined = bobs.filter(({ conversationId }) => conversationId === 'joined')
  for (const { conversationId, id } of joined.slice(0, 2)) {
    for (const emoji of ['👍', '🚀']) await chat.react(conversationId, id, emoji, 'bob')
    await chat.react(conversationId, id, '👍', 'alice')
  }
  const dry = await run(server, ['alice', '--dry-run'])
  expect(dry.stdout).toContain('Reactions: 2 would be removed.')
  const { stdout } = await run(server, ['alice', '--report', 'json'])
  expect(JSON.parse(stdout)).toMatchObject({ reactions: { removed: 2 } })
  const reactions = (await everything(server)).bobs.flatMap((one) => one.reactions)
  const ofBob = [
    { emoji: '👍', count: 1 },
    { emoji: '🚀', count: 1 },
  ]
  expect(reactions).toEqual([...ofBob, ...ofBob])
  expect((await run(server, ['alice'])).stdout).toContain('Reactions: 0 were removed.')
})

test('--messages keep leaves the messages unchanged', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const { alices } = await everything(server)
  await run(server, ['alice', '--messages', 'keep'])
  expect((await everything(server)).alices).toEqual(alices)
})

test('--scope joined does not change conversations that the user has left', async () => {
  const server = await serverWithAlice({ messages: 5 })
  await run(server, ['alice', '--scope', 'joined'])
  const { alices } = await everything(server)
  expect(alices.filter(({ text }) => text !== '[removed]')).toHaveLength(3)
})

test('--conversations clears the conversations that the user is in or wrote in, and no others', async () => {
  const server = await serverWithAlice({ messages: 5 })
  const before = await everything(server)
  await run(server, ['alice', '--conversations'])
  const { conversations } = await everything(server)
  const cleared = { subject: null, photoUrl: null, custom: {}, welcomeMessages: null }
  expect(conversations.joined).toMatchObject(cleared)
  expect(conversations.left).toMatchObject(cleared)
  expect(conversations.others).toEqual(before.conversations.others)
})

test('--name and --text set the replacements', async () => {
  const server = await serverWithAlice({ messages: 5 })
  await run(server, ['alice', '--name', 'Gone', '--text', '(deleted)'])
  const { user, alices } = await everything(server)
  expect(user?.name).toBe('Gone')
  expect(new Set(alices.map(({ text }) => text))).toEqual(new Set(['(deleted)']))
})

describe('progress', () => {
  test('is one line on a terminal, which is overwritten and removed at the end', async () => {
    const server = await serverWithAlice({ messages: 5 })
    const { stderr } = await run(server, ['alice'], { isTTY: true })
    expect(stderr.replaceAll('\r\x1b[K', '⌫')).toMatch(/^(⌫\d+ conversations?, .+)+⌫$/)
    expect(stderr).not.toContain('\n')
  })

  test('is printed as plain lines on other outputs', async () => {
    const server = await serverWithAlice({ messages: 5 })
    const { stderr } = await run(server, ['alice'])
    expect(stderr).toMatch(/^(\d+ conversations?, .+\n)+$/)
    expect(stderr).not.toContain('\x1b')
  })
})

describe('what cannot be done', () => {
  test('--help lists all options', async () => {
    const server = await serverWithAlice({ messages: 5 })
    const { exitCode, stdout } = await run(server, ['--help'])
    expect(exitCode).toBe(0)
    for (const option of ['--app', '--key', '--url', '--name', '--messages', '--text', '--dry-run'])
      expect(stdout).toContain(option)
  })

  test.each([
    [[], "missing required argument 'userId'"],
    [['alice', 'bob'], 'too many arguments'],
    [['alice', '--messages', 'burn'], 'Allowed choices are redact, delete, keep.'],
    [['alice', '--report', 'pdf'], 'Allowed choices are text, json.'],
    [['alice', '--scope', 'some'], 'Allowed choices are all, joined.'],
    [['alice', '--name', ''], 'It must not be empty.'],
    [['alice', '--url', 'here'], 'not a valid URL'],
    [['alice', '--frobnicate'], "unknown option '--frobnicate'"],
  ])('the arguments %j exit with 2 and say why', async (args, why) => {
    const server = { baseUrl: 'http://127.0.0.1:1', appId: 'shop', secretKey: 'key' } as TestServer
    const { exitCode, stdout, stderr } = await run(server, args)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(why)
  })

  test('an unknown user exits with 3', async () => {
    const server = await serverWithAlice({ messages: 5 })
    expect(await run(server, ['carol'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'There is no user "carol".\n',
    })
    expect((await run(server, ['alice'])).exitCode).toBe(0)
  })

  test('a wrong key exits with 1 and the server’s reason', async () => {
    const server = await serverWithAlice({ messages: 5 })
    const { exitCode, stderr } = await run(server, ['alice', '--key', 'wrong'])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('The server returned 401')
  })
})

test('with --database no personal data is left in the database, including the log and idempotency keys', async () => {
  const databaseUrl = await lastingDatabase()
  const server = await serverWithAlice({ messages: 5 }, { databaseUrl })
  const params = { path: { conversationId: 'joined' } }
  await server.client.POST('/conversations/{conversationId}/messages', {
    params,
    body: [
      { type: 'UserMessage', sender: 'alice', text: 'mind my key', idempotencyKey: 'key-of-alice' },
      { type: 'UserMessage', sender: 'bob', text: 'and mine', idempotencyKey: 'key-of-bob' },
    ],
  })
  await server.client.PUT('/conversations/{conversationId}', {
    params,
    body: { topicId: 'Boots for Alice Adams' },
  })
  const own = await uploaded(server, 'Hello', { as: 'alice', filename: 'alice-own.txt' })
  const sent = await uploaded(server, 'Hello', { as: 'alice', filename: 'of-alice-by-bob.txt' })
  await server.client.POST('/conversations/{conversationId}/messages', {
    params,
    body: [
      { type: 'UserMessage', sender: 'alice', attachmentToken: own.attachmentToken },
      { type: 'UserMessage', sender: 'bob', attachmentToken: sent.attachmentToken },
    ],
  })
  const stream = await watchingStream(server, 'bob', 'alice')
  const words = ['alice', '--conversations', '--messages', 'delete', '--database', databaseUrl]
  expect((await run(server, words)).exitCode).toBe(0)
  const kept = JSON.stringify(await contentsOf(databaseUrl))
  for (const { url } of [own, sent]) expect((await download(url)).status).toBe(404)
  for (const personal of [
    ...personalTexts,
    'alice-own.txt',
    'key-of-alice',
    'Boots for Alice Adams',
    'mind my key',
  ])
    expect(kept).not.toContain(JSON.stringify(personal).slice(1, -1))
  expect(kept).toContain('key-of-bob')
  expect(kept).toContain('text 0 of bob')
  const heard = await stream.until(({ type }) => type === 'user.updated')
  expect(heard.at(-1)).toMatchObject({ user: { id: 'alice', name: 'Deleted user' } })
  expect((await run(server, words)).exitCode).toBe(0)
})
