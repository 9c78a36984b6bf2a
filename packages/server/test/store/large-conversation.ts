import { defaultSettings } from '../../src/model/app.ts'
import { handlers } from '../../src/operations/index.ts'
import type { Handlers } from '../../src/operations/operation.ts'
import type { Engine } from '../../src/store/engine.ts'
import type { Store } from '../../src/store/store.ts'

export const appId = 'shop'

type OperationOf = Pick<
  Handlers,
  | 'getConversation'
  | 'getMessage'
  | 'getUser'
  | 'listMessages'
  | 'putConversation'
  | 'putUser'
  | 'deleteConversation'
  | 'deleteMessage'
  | 'editMessage'
  | 'importMessages'
  | 'sendMessages'
  | 'updateParticipant'
>

/** Calls operations on a store as a server does, but without a server and its maintenance. */
export function callsOn(store: Store, now: () => number = Date.now, id = appId) {
  let messages = 0
  const context = {
    app: { id, keys: [], settings: defaultSettings },
    version: '2024-01-01',
    store,
    now,
    newMessageId() {
      messages += 1
      return `msg_${String(messages).padStart(22, 'n')}`
    },
  }
  return async <Id extends keyof OperationOf>(
    operation: Id,
    path: Record<string, string>,
    body?: unknown,
    query: object = {},
  ): Promise<Awaited<ReturnType<OperationOf[Id]>>> => {
    const handler = handlers[operation] as unknown as (
      input: object,
      context: object,
    ) => Promise<never>
    return handler({ path: { appId: id, ...path }, query, body, faults: {} }, context)
  }
}

/** Inserts messages with numbers up to `count` into a conversation, each with an idempotency key. */
export const fillConversation = (
  engine: Engine,
  conversationId: string,
  count: number,
  id = appId,
) =>
  engine.transaction([], async (db) => {
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
    await db.run(
      `INSERT INTO messages (app_id, conversation_id, seq, id, sender_id, created_at, data)
       ${numbers} SELECT '${id}', $1, i, 'msg_000000000000' || (1000000000 + i), 'alice', i,
         '{"type":"UserMessage","text":"Hello","custom":{},"origin":"rest","location":null,"attachment":null,"referencedMessageId":null,"editedAt":null}'
       FROM n`,
      [conversationId],
    )
    await db.run(
      `INSERT INTO idempotency_keys
         (app_id, conversation_id, idempotency_key, message_id, seq, created_at)
       ${numbers} SELECT '${id}', $1, '"key ' || i || '"', 'msg_000000000000' || (1000000000 + i), i, $2
       FROM n`,
      [conversationId, Date.now()],
    )
    await db.run(
      'UPDATE conversations SET last_seq = $2, newest_seq = $2 WHERE app_id = $1 AND id = $3',
      [id, count, conversationId],
    )
  })

/** The id of the nth message of `fillConversation`. */
export const filledId = (n: number) => `msg_000000000000${1_000_000_000 + n}`
