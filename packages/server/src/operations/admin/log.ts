import { existingApp } from '../apps.ts'
import type { Handler } from '../operation.ts'

export const listNodes: Handler<'listNodes'> = async (_, { store, nodeId }) => ({
  data: (await store.read.nodes.counted()).map((node) => ({ ...node, isThis: node.id === nodeId })),
})

export const getLog: Handler<'getLog'> = (_, { store, retention }) =>
  store.snapshot(async (tx) => ({
    ...(await tx.logState.summary()),
    retention,
    consumers: await tx.logState.consumers(),
  }))

export const listLogEntries: Handler<'listLogEntries'> = async ({ path, query }, { store }) => {
  const { limit = 10, startingAfter, ...filter } = query
  await existingApp(store, path.appId)
  const entries = await store.read.logState.newest(
    path.appId,
    { ...filter, before: startingAfter },
    limit,
  )
  return { data: entries.map(({ json, ...entry }) => ({ ...entry, event: JSON.parse(json) })) }
}
