import { maskedConversation } from '../../model/contacts/masked-message.ts'
import { type ActiveParticipant, hasAccess } from '../../model/participant.ts'
import type { ConversationSnapshot } from '../../model/schema.ts'
import { conversationSnapshot } from '../../model/snapshot.ts'
import type { ReadTx } from '../../store/store.ts'
import type { ListedUserConversation } from '../../store/tables/user-conversations.ts'
import { withOwnMentions } from '../unread-mentions.ts'
import { messageSnapshots } from './message-snapshots.ts'
import type { Viewer } from './permissions.ts'

/** A conversation from the view of a participant with access. */
export interface OwnListed extends ListedUserConversation {
  own: ActiveParticipant
}

export const isActive = (listed: ListedUserConversation): listed is OwnListed =>
  hasAccess(listed.own)

/**
 * Returns the snapshots of the conversations of the viewer. Reads their content with a few statements for all of them.
 */
export async function conversationSnapshots(
  tx: ReadTx,
  viewer: Viewer,
  found: OwnListed[],
): Promise<ConversationSnapshot[]> {
  const { appId, mask } = viewer
  const everyones = await tx.participants.everyonesReadUntil(
    appId,
    found.map(({ attributes }) => attributes.id),
  )
  const newest = found.flatMap(({ newest }) => newest ?? [])
  const messages = await messageSnapshots(tx, viewer, newest)
  const lastMessages = new Map(messages.map((one) => [one.conversationId, one]))
  const counted = await withOwnMentions(tx, appId, found)
  return counted.map(({ attributes, own, lastEventId }) => {
    const { id } = attributes
    const everyone = everyones.get(id) ?? null
    return conversationSnapshot(
      mask ? maskedConversation(attributes, mask) : attributes,
      own,
      everyone,
      lastMessages.get(id) ?? null,
      lastEventId,
    )
  })
}
