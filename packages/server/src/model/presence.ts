import type { Presence, PresenceFilter, PresenceSession, UserSession } from './schema.ts'

/** A stream of a user who is online, and what its client shows. */
export interface Session {
  id: string
  selectedConversationId: string | null
  hasFocus: boolean
}

/** The presence of each user with a session that matches the filter, by id. `typing` has the conversations in which users type. */
export function presencesOf(
  sessions: Map<string, Session[]>,
  typing: Map<string, string>,
  filter: PresenceFilter,
): Record<string, Presence> {
  const presences = [...sessions].flatMap(([userId, some]) => {
    const widgets = some
      .map((session) => presenceSession(session, typing.get(userId)))
      .filter((session) => isWanted(session, filter))
    const presence: Presence = { status: 'online', backgroundSessions: [], widgets }
    return widgets.length > 0 ? [[userId, presence] as const] : []
  })
  return Object.fromEntries(presences)
}

/** The older form of a session. */
export const userSession = (session: Session, typing: string | undefined): UserSession => ({
  isTyping: isTyping(session, typing),
  currentConversationId: session.selectedConversationId,
})

const presenceSession = (session: Session, typing: string | undefined): PresenceSession => ({
  selectedConversationId: session.selectedConversationId,
  custom: {},
  hasFocus: session.hasFocus,
  isTyping: isTyping(session, typing),
  sessionId: session.id,
})

/** A session without a selection may show any conversation. */
const isTyping = ({ selectedConversationId }: Session, typing: string | undefined) =>
  typing !== undefined && (selectedConversationId ?? typing) === typing

const reported = ['selectedConversationId', 'hasFocus', 'isTyping'] as const

const isWanted = (session: PresenceSession, filter: PresenceFilter) =>
  reported.every((name) => filter[name] === undefined || filter[name] === session[name])
