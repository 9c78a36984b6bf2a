import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { chatOf } from '@openparley/test-kit/chat'
import { lastingDatabase } from '@openparley/test-kit/database'
import { eventually } from '@openparley/test-kit/eventually'
import { givenSeed, randomFrom } from '@openparley/test-kit/random'
import { appOn } from '@openparley/test-kit/server'
import { appId, secretKey, startProcess } from '@openparley/test-kit/server-process'
import { userToken } from '@openparley/test-kit/token'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ensureApp } from '../../server/src/operations/apps.ts'
import { openDatabase } from '../../server/src/store/database.ts'
import { deliver, mark, putConversation, putUsers } from '../../server/test/model/changes.ts'
import { remove, save } from '../../server/test/model/participant-changes.ts'
import { reactAsUser } from '../../server/test/model/reaction-changes.ts'
import { emptyState, mentioning } from '../../server/test/model/state.ts'
import { changeOwn, deliverOwn, removeOwn } from '../../server/test/model/user-changes.ts'
import { type MessageRef, type MessageSnapshot, ProblemError } from '../src/index.ts'
import { modelView, toldView } from './convergence-model.ts'
import { isSettled, people, places, type Viewer, viewer } from './convergence-viewer.ts'

// A session shares its stream with other sessions of its user if there is a `document`, as in a page.
vi.stubGlobal('document', new EventTarget())

const seed = givenSeed()
/** The number of checks in a run, and the number of steps before each check. */
const checks = Number(process.env.CHECKS ?? 3)
const steps = 10

/** The faults of each check in turn, by step. The other steps are random, and may be faults too. */
const faults: Record<number, string>[] = [
  { 2: 'cut', 5: 'new token', 8: 'close the leader' },
  { 3: 'send and lose the responses', 4: 'open the messages again', 8: 'close the leader' },
  { 2: 'new token', 6: 'kill in a call', 9: 'cut' },
]

/** The actions that may be running when the server is killed. */
const calls = [
  'send',
  'reply',
  'mention',
  'edit',
  'delete',
  'react',
  'read',
  'create',
  'set subject',
  'add',
  'rename',
]

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

    /** The data with which messages were sent, by their numbers. */
    const sentAs = new Map<string, { text: string; mentioned?: string; referenced?: string }>()

    /** Applies a call that may or may not have reached the server, if new sessions show its effect. */
    async function applyUnknown(effect: () => void): Promise<void> {
      const before = structuredClone(state)
      effect()
      for (const userId of people) {
        const seen = await freshView(userId)
        if (isDeepStrictEqual(seen, modelView(state, userId, places))) continue
        Object.assign(state, before)
        return
      }
    }

    /** The state that a new session shows. */
    async function freshView(userId: string) {
      const { session, view } = viewer(server, userId, firstMessage)
      await eventually(() => expect(isSettled(view())).toBe(true))
      const seen = toldView(view(), people, places)
      session.close()
      return seen
    }

    /** The message with the number, if the server has it. */
    async function sentWith(id: string, number: string): Promise<{ id: string } | undefined> {
      if (!state.conversations.has(id)) return undefined
      return (await chat.messages(id)).find(({ custom }) => custom.number === number)
    }

    async function step(fault?: string): Promise<void> {
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
      /** The oldest session of a user leads: it holds the stream of all. */
      const replace = (closed: Viewer) => {
        closed.session.close()
        own.splice(own.indexOf(closed), 1)
        own.push(viewer(server, me, firstMessage))
      }
      const custom = { number: `${count}` }
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
      const isSent = (sentId: string) =>
        state.conversations.get(id)?.messages.some((message) => message.id === sentId) ?? false
      const deliverSent = (number: string, sent: unknown) => {
        const { id: sentId } = sent as MessageRef
        const own = sentAs.get(number)
        if (own && !isSent(sentId)) deliverOwn(state, id, me, own, sentId)
      }
      const delivered = (sent: unknown) => deliverSent(custom.number, sent)
      const send = (
        params: object,
        own: { text: string; mentioned?: string; referenced?: string },
      ) => {
        sentAs.set(custom.number, own)
        return conversation.send({ ...params, custom } as never)
      }
      const sendText = () => send({ text }, { text: plain })
      const failed = one.failed(id)[0]
      /** An action of a user, and its effect on the model if the server accepts it. */
      const acts: Record<string, [act: () => unknown, effect?: (result: unknown) => unknown]> = {
        send: [sendText, delivered],
        'send again': [sendText, delivered],
        'send and lose the responses': [
          () => {
            one.losing = 3
            return sendText().finally(() => {
              one.losing = 0
            })
          },
          delivered,
        ],
        'send what failed': [
          () => failed && conversation.resend(failed.id),
          (sent) => failed && deliverSent(failed.custom.number ?? '', sent),
        ],
        'open the messages again': [() => one.reopen(id)],
        mention: [
          () =>
            send(
              { content: [{ type: 'text', children: mentioning(plain, other) }] },
              { text: plain, mentioned: other },
            ),
          delivered,
        ],
        reply: [
          () =>
            send(
              { text, ...(known && { referencedMessage: known.id }) },
              { text: plain, ...(known && { referenced: known.id }) },
            ),
          delivered,
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
        replace: [() => replace(one)],
        'close the leader': [() => replace(own[0] ?? one)],
      }
      const isKilled = fault === 'kill in a call'
      const name = isKilled ? random.pick(calls) : (fault ?? random.pick(Object.keys(acts)))
      done.push(`${me} ${name} ${id} ${other}${isKilled ? ' and kill' : ''}`)
      const [act, effect] = acts[name] ?? []
      const { requests } = one.network
      const sentBefore = requests.length
      try {
        const running = Promise.resolve(act?.())
        if (isKilled) {
          let isRunning = true
          const end = () => {
            isRunning = false
          }
          running.then(end, end)
          await vi.waitUntil(() => requests.length > sentBefore || !isRunning, { interval: 1 })
          await setTimeout(random.integer(0, 10))
          await kill()
        }
        const result = await running
        effect?.(result)
      } catch (error) {
        // Not everyone may do everything.
        if (error instanceof ProblemError && [400, 403, 404].includes(error.status)) return
        if (!(error instanceof TypeError)) throw error
        const sent = await sentWith(id, custom.number)
        await applyUnknown(() => (sent || !sentAs.has(custom.number)) && effect?.(sent))
      }
    }

    for (let check = 0; check < checks; check += 1) {
      for (let number = 0; number < steps; number += 1) {
        if (check % 3 === 1 && number === steps / 2) await kill()
        await step(faults[check % faults.length]?.[number])
      }
      for (const [id, all] of viewers) {
        for (const { twins } of all) expect(places.flatMap(twins), done.join('\n')).toEqual([])
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
  Math.max(120_000, checks * 20_000),
)
