import type { components } from '@openparley/spec/types'
import { conversationKind } from '../state/conversation-snapshot.ts'
import type { ConversationState } from '../state/conversation-state.ts'
import { conversationOf, type LoggedEvent } from '../state/subject.ts'

type Wire = components['schemas']['ListedConversationSnapshot']

/** How many conversations it remembers. */
const maxFound = 100

/** The conversations that searches have found, until they change. */
export interface Found {
  /** The conversation, if it has not changed since it was found. */
  of(conversationId: string): ConversationState | undefined
  /** Requests conversations, and remembers them if nothing has changed meanwhile. */
  learn<Page>(request: () => Promise<Page>, wiresOf: (page: Page) => Wire[]): Promise<Page>
  apply(event: LoggedEvent): void
  /** Call this when events may have been lost. */
  clear(): void
}

export function createFound(isConnected: () => boolean): Found {
  const states = new Map<string, ConversationState>()
  let changes = 0

  return {
    of: (conversationId) => states.get(conversationId),
    async learn(request, wiresOf) {
      const before = isConnected() && changes
      const page = await request()
      if (before === changes)
        for (const wire of wiresOf(page)) states.set(wire.id, conversationKind.stateOf(wire))
      for (const oldest of [...states.keys()].slice(0, -maxFound)) states.delete(oldest)
      return page
    },
    apply(event) {
      const id = conversationOf(event)
      if (id === undefined) return
      changes += 1
      states.delete(id)
    },
    clear() {
      changes += 1
      states.clear()
    },
  }
}
