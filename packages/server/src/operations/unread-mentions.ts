import type { Counted, Participant } from '../model/participant.ts'
import type { ReadTx } from '../store/store.ts'

/** Adds to the participant how many unread messages mention them. */
export async function withMentions<P extends Participant>(
  tx: ReadTx,
  appId: string,
  participant: P,
): Promise<Counted<P>> {
  const [counted] = await tx.mentions.countUnread(appId, [participant])
  return counted as Counted<P>
}

/** Adds to the conversations of a user how many unread messages mention the user. */
export async function withOwnMentions<P extends Participant, Listed extends { own: P }>(
  tx: ReadTx,
  appId: string,
  found: (Listed & { own: P })[],
): Promise<(Listed & { own: Counted<P> })[]> {
  const counted = await tx.mentions.countUnread(
    appId,
    found.map(({ own }) => own),
  )
  return found.map((listed, index) => ({ ...listed, own: counted[index] as Counted<P> }))
}
