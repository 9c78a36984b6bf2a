import { done, found } from '../problem.ts'
import { snapshotOf } from '../state/kind.ts'
import { accessAfter } from '../state/own-access.ts'
import { participantAfter, participantKind } from '../state/participant-window.ts'
import { singleResource } from '../state/resource.ts'
import type { Context } from './context.ts'
import { ownSettings } from './own-settings.ts'
import type { CreateParticipantParams, SetParticipantParams } from './params.ts'
import type { ParticipantSnapshot, SingleParticipantSubscription } from './subscription-types.ts'

/**
 * A reference to a user in a conversation, who need not be in it. It contains no data. Calls reject with a
 * `ProblemError`.
 */
export interface ParticipantRef {
  readonly userId: string
  readonly conversationId: string
  /** Returns a snapshot of the participant, or null if they or the session's user are not in the conversation. */
  get(): Promise<ParticipantSnapshot | null>
  /** Changes the participant. Adds the user if they are not in the conversation. */
  set(params: SetParticipantParams): Promise<void>
  /** Changes the participant, who must be in the conversation. */
  edit(params: SetParticipantParams): Promise<void>
  /** Adds the user if they are not in the conversation. */
  createIfNotExists(params?: CreateParticipantParams): Promise<void>
  /** Removes the participant. For the session's user: leaves the conversation. */
  delete(): Promise<void>
  /** Calls the listener with the snapshot (null in the same cases as `get`), and then with each snapshot that differs. */
  subscribe(
    listener?: (snapshot: ParticipantSnapshot | null) => void,
  ): SingleParticipantSubscription
}

export function participantRef(
  { client, userId: ownId, subscribe }: Context,
  conversationId: string,
  userId: string,
): ParticipantRef {
  const path = '/realtime/conversations/{conversationId}/participants/{userId}'
  const params = { path: { conversationId, userId } }
  const read = () => found(client.GET(path, { params }))
  return Object.freeze<ParticipantRef>({
    userId,
    conversationId,
    async get() {
      const wire = await read()
      return wire && snapshotOf(participantKind, wire)
    },
    set: (changes) => done(client.PUT(path, { params, body: ownSettings(changes) })),
    edit: (changes) => done(client.PATCH(path, { params, body: ownSettings(changes) })),
    createIfNotExists: (body = {}) => done(client.POST(path, { params, body })),
    delete: () => done(client.DELETE(path, { params })),
    subscribe: (listener) =>
      subscribe(
        JSON.stringify(['participant', conversationId, userId]),
        () =>
          singleResource(participantKind, conversationId, read, (state, event) => {
            if (state && event.id <= state.lastEventId) return state
            const hasAccess = accessAfter(event, ownId)
            if (hasAccess === false) return null
            if (hasAccess && !state) return undefined
            const after = participantAfter(event, userId)
            return after === undefined ? state : after
          }),
        listener,
      ),
  })
}
