import type { components } from '@openparley/spec/types'
import { done, found } from '../problem.ts'
import { snapshotOf } from '../state/kind.ts'
import { type MessageSnapshot, messageKind } from '../state/message-snapshot.ts'
import type { Context } from './context.ts'
import type { EditMessageParams, EditTextMessageParams } from './params.ts'
import { type ReactionsRef, reactionsRef } from './reactions-ref.ts'

// Both types describe the same nodes; only the names of the types differ.
type MessagePatch = components['schemas']['MessagePatch']

/** A reference to a message, which need not exist. It contains no data. Calls reject with a `ProblemError`. */
export interface MessageRef {
  readonly id: string
  readonly conversationId: string
  /** Returns a snapshot of the message, or null if it does not exist or the user is not in the conversation. */
  get(): Promise<MessageSnapshot | null>
  /** Changes the text, the content or custom data of the message. */
  edit(params: string | EditTextMessageParams | EditMessageParams): Promise<void>
  /** Deletes the message. Does nothing if it does not exist. */
  delete(): Promise<void>
  /** Returns the ref of the reactions with the emoji. */
  reactions(emoji: string): ReactionsRef
  /** @deprecated The older name of `reactions`. */
  reaction(emoji: string): ReactionsRef
}

export function messageRef(context: Context, conversationId: string, id: string): MessageRef {
  const { client } = context
  const reactions = (emoji: string) => reactionsRef(context, conversationId, id, emoji)
  const path = '/realtime/conversations/{conversationId}/messages/{messageId}'
  const params = { path: { conversationId, messageId: id } }
  return Object.freeze<MessageRef>({
    id,
    conversationId,
    reactions,
    reaction: reactions,
    async get() {
      const wire = await found(client.GET(path, { params }))
      return wire && snapshotOf(messageKind, wire)
    },
    edit(changes) {
      const body = typeof changes === 'string' ? { text: changes } : changes
      return done(client.PATCH(path, { params, body: body as MessagePatch }))
    },
    delete: () => done(client.DELETE(path, { params })),
  })
}
