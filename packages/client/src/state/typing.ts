import type { Clock } from '../clock.ts'
import type { TypingSnapshot } from '../session/subscription-types.ts'
import type { LoggedEvent } from './apply.ts'
import { accessAfter } from './own-access.ts'
import type { KnownUsers, TypingEvent } from './resource.ts'
import { frozen, userSnapshot } from './snapshots.ts'

/** Milliseconds after which a user who does not type on counts as done. */
const typingLasts = 10_000

/** More users than these are just many. */
const maxNames = 5

/** The users who are typing in a conversation. */
export interface TypingState {
  userIds: readonly string[]
}

export const nobody: TypingState = { userIds: [] }

const without = ({ userIds }: TypingState, userId: string | null): TypingState => ({
  userIds: userIds.filter((id) => id !== userId),
})

/** Returns who is typing after the event of the log. Null means that the user is not in the conversation. */
export function applyToTyping(
  state: TypingState | null,
  event: LoggedEvent,
  userId: string,
): TypingState | null {
  const hasAccess = accessAfter(event, userId)
  if (hasAccess === false) return null
  if (!state) return hasAccess ? nobody : null
  if (event.type === 'message.created') return without(state, event.message.senderId)
  return event.type === 'participant.left' ? without(state, event.userId) : state
}

export function applyTyping(state: TypingState, { type, userId }: TypingEvent): TypingState {
  const { userIds } = without(state, userId)
  return type === 'typing.ended' ? { userIds } : { userIds: [...userIds, userId] }
}

/** Undefined while a user is not known. */
export function typingSnapshot(
  { userIds }: TypingState,
  users: KnownUsers,
): TypingSnapshot | undefined {
  if (userIds.length > maxNames) return frozen<TypingSnapshot>({ many: true })
  const wires = userIds.map((id) => users.get(id))
  if (wires.includes(undefined)) return undefined
  return frozen<TypingSnapshot>({
    many: false,
    users: wires.flatMap((wire) => (wire ? [userSnapshot(wire)] : [])),
  })
}

/** Ends what users began to type, when they do not type on. */
export function createTypingTimers(clock: Clock, onEnd: (event: TypingEvent) => void) {
  const timers = new Map<string, () => void>()
  return {
    start({ conversationId, userId }: TypingEvent): void {
      const key = JSON.stringify([conversationId, userId])
      timers.get(key)?.()
      const stop = clock.after(typingLasts, () => {
        timers.delete(key)
        onEnd({ type: 'typing.ended', conversationId, userId })
      })
      timers.set(key, stop)
    },
    end(): void {
      for (const stop of timers.values()) stop()
      timers.clear()
    },
  }
}
