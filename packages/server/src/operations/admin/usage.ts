import { dateOf, firstDay, maxUsageDays } from '../../model/usage.ts'
import { existingApp } from '../apps.ts'
import type { Handler } from '../operation.ts'

export const getUsage: Handler<'getUsage'> = async ({ path, query }, { store, now }) => {
  const { appId } = path
  const { days = maxUsageDays } = query
  await existingApp(store, appId)
  const first = firstDay(now(), days)
  return store.snapshot(async (tx) => {
    const counted = new Map((await tx.usage.days(appId, first)).map((one) => [one.day, one]))
    return {
      now: await tx.usage.total(appId),
      streams: await tx.streams.count(appId),
      days: Array.from({ length: days }, (_, index) => {
        const { users = 0, conversations = 0, messages = 0 } = counted.get(first + index) ?? {}
        return { date: dateOf(first + index), users, conversations, messages }
      }),
    }
  })
}
