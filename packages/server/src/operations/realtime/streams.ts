import { ApiError, notFound } from '../../model/error.ts'
import { userSnapshot } from '../../model/snapshot.ts'
import { streamLock } from '../../store/store.ts'
import { nothingSelected, type WatchedSet } from '../../store/tables/streams.ts'
import type { Handler } from '../operation.ts'

export const watchUsers: Handler<'watchUsers'> = async ({ path, body }, context) => {
  const { app, caller, store, presence, watching } = context
  const stream = { appId: app.id, userId: caller.userId, id: path.streamId }
  const ids = Object.keys(body.users)
  const { users: _, ...selection } = { ...nothingSelected, ...body }
  const isElsewhere = !watching.isOpen(stream.id)
  const set = await store.write([streamLock(stream.id)], async (tx) => {
    const version = await tx.streams.watchVersion(stream)
    if (version === undefined) throw notFound('stream', stream.id)
    const found = await tx.users.watched(app.id, ids)
    const online = found.flatMap(({ user, isOnline }) => (isOnline ? [user.id] : []))
    const set: WatchedSet = { version: version + 1, users: ids, online, selection }
    await tx.streams.watch(stream.id, set, isElsewhere)
    return set
  })
  if (!isElsewhere) watching.watch(stream.id, set)
  else if (!(await watching.waitUntilTaken(stream.id, set.version)))
    throw new ApiError('unavailable', 'The server of the stream does not respond.')
  presence.hear(stream.id)
  // Read after the stream has started to get events of these users, so that later changes arrive as events.
  const found = await store.snapshot((tx) => tx.users.watched(app.id, ids))
  const news = found.filter(({ user, lastEventId }) => lastEventId > (body.users[user.id] ?? 0))
  return {
    users: news.map(({ user, lastEventId }) => userSnapshot(user, lastEventId)),
    online: set.online,
  }
}

export const markStreamAlive: Handler<'markStreamAlive'> = async ({ path }, context) => {
  const { app, caller, store, presence, watching } = context
  const stream = { appId: app.id, userId: caller.userId, id: path.streamId }
  if ((await store.read.streams.watchVersion(stream)) === undefined)
    throw notFound('stream', stream.id)
  if (!presence.hear(stream.id)) watching.announceAlive(stream.id)
  return {}
}

export const streamEvents: Handler<'streamEvents'> = async (
  { header },
  { app, caller: { userId, expires, key }, feed },
) => feed.streamOf({ appId: app.id, userId, expires, key, after: header['Last-Event-ID'] })
