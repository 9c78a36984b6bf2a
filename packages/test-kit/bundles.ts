import { bundledClient } from '../../scripts/client/bundle.ts'
import { bundledDashboard } from '../../scripts/dashboard/bundle.ts'
import { bundledInbox } from '../../scripts/inbox/bundle.ts'

/** Calls the function once for each worker. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}

export const clientBundle = once(() => bundledClient())
export const dashboardBundle = once(() => bundledDashboard())
export const inboxBundle = once(() => bundledInbox())
