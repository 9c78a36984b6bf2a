import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { type Network, testNetwork } from '@openparley/test-kit/network'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { appOn, type TestApp } from '@openparley/test-kit/server'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { testSession } from '@openparley/test-kit/session'
import { userToken } from '@openparley/test-kit/token'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { ensureApp } from '../../server/src/operations/apps.ts'
import { openDatabase } from '../../server/src/store/database.ts'
import { deliver, mark, putConversation, putUsers } from '../../server/test/model/changes.ts'
import { remove, save } from '../../server/test/model/participant-changes.ts'
import { reactAsUser } from '../../server/test/model/reaction-changes.ts'
import { emptyState, mentioning } from '../../server/test/model/state.ts'
import { changeOwn, deliverOwn, removeOwn } from '../../server/test/model/user-changes.ts'
import {
  type LiveSubscription,
  type MessageRef,
  type MessageSnapshot,
  ProblemError,
  type Session,
} from '../src/index.ts'
import { modelView, toldView } from './convergence-model.ts'

// A session shares its stream with others of its user where there is a document.
vi.stubGlobal('document', new EventTarget())
afterAll(() => {
  vi.unstubAllGlobals()
})

const seed = givenSeed()
/** Checks of a run, and steps before each. */
const checks = Number(process.env.CHECKS ?? 3)
const steps = 12

const people = ['alice', 'bob', 'carol']
const places = ['c1', 'c2', 'c3']

/** A session with all its subscriptions. */
interface Viewer {
  session: Session
  network: Network
  /** The newest snapshot of each subscription; undefined before the first. */
  view(): Record<string, unknown>
}

function viewer(server: TestApp, userId: string, firstMessage: string): Viewer {
  const network = testNetwork()
  const session = testSession(server, userId, { fetch: network.fetch, random: () => 0.01 })
  const subscriptions: Record<
    string,
    LiveSubscription<{ type: 'active'; latestSnapshot: unknown }>
  > = {
    conversations: session.subscribeConversations(),
    unread: session.subscribeConversations({ filter: { isUnread: true } }),
    unreads: session.subscribeUnreads(),
    thumbs: session.conversation('c1').message(firstMessage).reactions('👍').subscribe(),
    ...Object.fromEntries(people.map((one) => [one, session.user(one).subscribe()])),
    ...Object.fromEntries(
      places.flatMap((id) => {
        const conversation = session.conversation(id)
        return [
          [id, conversation.subscribe()],
          [`messages of ${id}`, conversation.subscribeMessages()],
          [`participants of ${id}`, conversation.subscribeParticipants()],
        ]
      }),
    ),
  }
  const view = () =>
    Object.fromEntries(
      Object.entries(subscriptions).map(([name, { state }]) => [
        name,
        state.type === 'active' ? shown(state.latestSnapshot) : state.type,
      ]),
    )
  return { session, network, view }
}

/** What every session of the user shows: a message that the server refused stays in the session that sent it. */
const shown = (snapshot: unknown) =>
  Array.isArray(snapshot) ? snapshot.filter(({ delivery }) => delivery !== 'failed') : snapshot

/** Whether every subscription has a snapshot, and no message is being sent. */
const isSettled = (view: Record<string, unknown>) =>
  !Object.values(view).includes('pending') && !JSON.stringify(view).includes('"pending"')

test(
  'every subscription equals a fresh one and the model, whatever users do and connections suffer',
  async () => {
    console.log(`SEED=${seed}`)
    const random = randomFrom(seed)
    const all = ['addParticipants', 'changeParticipants', 'removeParticipants'] as const
    const databaseUrl = await lastingDatabase()
    const store = await openDatabase(databaseUrl)
    const settings = {
      clientSideUserSync: 'all' as const,
      clientSideConversationSync: true,
      roles: { default: Object.fromEntries(all.map((name) => [name, true])) },
    }
    await ensureApp(store, { id: appId, secretKey, settings }, Date.now())
    await store.close()
    let node = await startProcess(databaseUrl)
    onTestFinished(() => node.kill())
    const server = appOn(node, databaseUrl)
    const { port } = new URL(node.baseUrl)
    const kill = async () => {
      await node.kill()
      node = await startProcess(databaseUrl, { PORT: port })
      done.push('kill')
    }
    const chat = chatOf(server.client)
    await chat.conversationWith('c1', people)
    const [firstMessage = ''] = await chat.say('c1', 'alice', 'Hello')
    const state = emptyState(0)
    for (const id of people) putUsers(state, { [id]: { name: (await chat.user(id)).name } })
    putConversation(state, 'c1', { participants: people })
    deliver(state, 'c1', [{ sender: 'alice', text: 'Hello' }], [0], [firstMessage])
    const viewers = new Map(
      people.map((id) => [
        id,
        [viewer(server, id, firstMessage), viewer(server, id, firstMessage)],
      ]),
    )
    const done: string[] = []
    let count = 0

    async function step(): Promise<void> {
      const me = random.pick(people)
      const [other = me, id] = [random.pick(people), random.pick(places)] as const
      const own = viewers.get(me) ?? []
      const one = random.pick(own)
      const conversation = one.session.conversation(id)
      const messages = (one.view()[`messages of ${id}`] ?? []) as MessageSnapshot[]
      const known =
        Array.isArray(messages) && messages.length > 0 ? random.pick(messages) : undefined
      const emoji = random.pick(['👍', '🚀', '\u2764'])
      count += 1
      state.now = count
      const [text, plain] = [`Number *${count}*`, `Number ${count}`]
      const replace = () => {
        one.session.close()
        own.splice(own.indexOf(one), 1, viewer(server, me, firstMessage))
      }
      const access = random.pick(['Read', 'ReadWrite'] as const)
      const messageId = known?.id ?? ''
      const message = conversation.message(messageId || 'none')
      const reaction = { id, messageId, userId: me, emoji }
      const mine = known?.reactions.find(({ currentUserReacted }) => currentUserReacted)
      const joining = { id, caller: me, userId: me, settings: {} }
      const join = () =>
        state.conversations.has(id)
          ? save(state, 'create', joining)
          : putConversation(state, id, { participants: [me] })
      const delivered =
        (more: { text: string; mentioned?: string; referenced?: string }) => (sent: unknown) =>
          deliverOwn(state, id, me, more, (sent as MessageRef).id)
      /** What a user does, and its effect on the model if the server does not refuse it. */
      const acts: Record<string, [act: () => unknown, effect?: (result: unknown) => unknown]> = {
        send: [() => conversation.send(text), delivered({ text: plain })],
        'send again': [() => conversation.send(text), delivered({ text: plain })],
        mention: [
          () =>
            conversation.send({
              content: [{ type: 'text', children: mentioning(plain, other) as never }],
            }),
          delivered({ text: plain, mentioned: other }),
        ],
        reply: [
          () => conversation.send({ text, ...(known && { referencedMessage: known.id }) }),
          delivered({ text: plain, ...(known && { referenced: known.id }) }),
        ],
        edit: [
          () => known && message.edit(text),
          () => known && changeOwn(state, id, me, messageId, { text: plain }),
        ],
        delete: [
          () => known && message.delete(),
          () => known && removeOwn(state, id, me, messageId),
        ],
        react: [
          () => known && message.reactions(emoji).add(),
          () => known && reactAsUser(state, reaction, true),
        ],
        'react to the first': [
          () => one.session.conversation('c1').message(firstMessage).reactions('👍').add(),
          () =>
            reactAsUser(
              state,
              { id: 'c1', messageId: firstMessage, userId: me, emoji: '👍' },
              true,
            ),
        ],
        'react and change your mind': [
          () => {
            const reactions = known && message.reactions(emoji)
            return Promise.all([reactions?.add(), reactions?.remove()])
          },
          () => known && [reactAsUser(state, reaction, true), reactAsUser(state, reaction, false)],
        ],
        'remove the reaction': [
          () => mine && message.reactions(mine.emoji).remove(),
          () => mine && reactAsUser(state, { ...reaction, emoji: mine.emoji }, false),
        ],
        read: [() => conversation.markAsRead(), () => mark(state, id, me, false)],
        unread: [() => conversation.markAsUnread(), () => mark(state, id, me, true)],
        create: [() => conversation.createIfNotExists(), join],
        'set subject': [
          () => conversation.set({ subject: text }),
          () => [join(), putConversation(state, id, { subject: text })],
        ],
        add: [
          () => conversation.participant(other).createIfNotExists(),
          () => save(state, 'create', { ...joining, userId: other }),
        ],
        access: [
          () => conversation.participant(other).edit({ access }),
          () => save(state, 'change', { ...joining, userId: other, settings: { access } }),
        ],
        remove: [
          () => conversation.participant(other).delete(),
          () => remove(state, { id, caller: me, userId: other }),
        ],
        rename: [
          () => one.session.user(other).set({ name: text }),
          () => putUsers(state, { [other]: { name: text } }),
        ],
        'send from the backend': [
          () => chat.send(id, { type: 'SystemMessage', text: plain }).catch(() => undefined),
          (ids) => ids && deliver(state, id, [{ sender: null, text: plain }], [0], ids as string[]),
        ],
        cut: [() => one.network.cut()],
        'new token': [async () => one.session.setToken(await userToken(server, me))],
        replace: [replace],
      }
      const name = random.pick(Object.keys(acts))
      done.push(`${me} ${name} ${id} ${other}`)
      const [act, effect] = acts[name] ?? []
      try {
        const result = await act?.()
        effect?.(result)
      } catch (error) {
        // Not everyone may do everything.
        if (!(error instanceof ProblemError && [400, 403, 404].includes(error.status))) throw error
      }
    }

    for (let check = 0; check < checks; check += 1) {
      for (let number = 0; number < steps; number += 1) {
        if (check % 3 === 1 && number === steps / 2) await kill()
        await step()
      }
      for (const [id, all] of viewers) {
        const fresh = viewer(server, id, firstMessage)
        await eventually(() => expect(isSettled(fresh.view())).toBe(true))
        expect(toldView(fresh.view(), people, places), done.join('\n')).toEqual(
          modelView(state, id, places),
        )
        for (const { view } of all)
          await eventually(() => expect(view(), done.join('\n')).toEqual(fresh.view()))
        fresh.session.close()
      }
    }
  },
  Math.max(60_000, checks * 10_000),
)
