import type { components } from '@openparley/spec/types'
import type { Clock } from '../clock.ts'
import type { LoggedEvent } from '../state/subject.ts'

type TypingEvent = Extract<components['schemas']['Event'], { type: 'conversation.typing' }>

/**
 * Keeps who is typing, according to the stream. `onChange` is called when it changes who is typing in the conversation.
 */
export function createTyping(clock: Clock, onChange: (conversationId: string) => void) {
  let all: { conversationId: string; userId: string; stop: () => void }[] = []

  function end(conversationId: string, userId: string | null): void {
    const ended = all.find((one) => one.conversationId === conversationId && one.userId === userId)
    if (!ended) return
    ended.stop()
    all = all.filter((one) => one !== ended)
    onChange(conversationId)
  }

  return {
    /** The users who are typing in the conversation, the last one last. */
    userIds: (conversationId: string) =>
      all.filter((one) => one.conversationId === conversationId).map(({ userId }) => userId),
    start({ conversationId, userId }: TypingEvent): void {
      end(conversationId, userId)
      // Without another event, the user no longer counts as typing.
      const stop = clock.after(10_000, () => end(conversationId, userId))
      all.push({ conversationId, userId, stop })
      onChange(conversationId)
    },
    /** A user who sends a message or leaves is no longer typing. */
    apply(event: LoggedEvent): void {
      if (event.type === 'message.created')
        end(event.message.conversationId, event.message.senderId)
      if (event.type === 'participant.left') end(event.conversationId, event.userId)
    },
    /** Call this when events were lost. */
    clear(): void {
      for (const { conversationId, userId } of all) end(conversationId, userId)
    },
  }
}
