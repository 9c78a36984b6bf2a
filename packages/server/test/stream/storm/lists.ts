import { createClient } from '@openparley/client'
import { everyMessage } from '@openparley/test-kit/lists'
import type { LogEntry } from '../../../src/store/tables/events.ts'
import type { StormSite } from './site.ts'

/** Differences between the messages that a node lists and the messages in the log, or between their orders. */
export async function listFaults(
  { baseUrls, apps }: StormSite,
  conversations: string[],
  log: LogEntry[],
): Promise<string[]> {
  const places = new Map<string, number>()
  for (const { appId, type, json } of log)
    if (type === 'message.created')
      places.set(`${appId} ${JSON.parse(json).message.id}`, places.size)
  const faults: string[] = []
  for (const app of apps)
    for (const id of conversations)
      for (const baseUrl of baseUrls) {
        const messages = await everyMessage(createClient({ baseUrl, ...app }), id)
        const listed = messages.map((message) => places.get(`${app.appId} ${message.id}`) ?? -1)
        if (listed.some((place, index) => place <= (listed[index - 1] ?? -1)))
          faults.push(`${baseUrl} lists ${id} of ${app.appId} in another order than the log`)
      }
  return faults
}
