import { startCluster } from '@openparley/test-kit/cluster'
import { killDeliveries } from '../../test/faults/webhooks/kills.ts'
import { rounds, type SoakOptions } from '../soak-scenario.ts'
import { withFile } from '../soak-site.ts'

export const name = 'webhooks'

const killsARound = 20

/**
 * Kills nodes that deliver to a webhook: in turn one node on SQLite in one round, and three nodes on PostgreSQL in the
 * next. Nothing may be missing.
 */
export async function run(options: SoakOptions) {
  const figures = { kills: 0, messages: 0, deliveries: 0, takeovers: 0, repeated: 0 }
  const round = async (databaseUrl: string, nodes: number, seed: number) => {
    const killed = await killDeliveries({
      ...{ databaseUrl, nodes, seed, kills: killsARound },
      log: options.log,
    })
    if (killed.faults.length > 0) throw new Error(killed.faults.join('\n'))
    figures.kills += killed.kills
    figures.messages += killed.messages
    figures.deliveries += killed.deliveries
    figures.takeovers += killed.takeovers
    figures.repeated += killed['repeated deliveries']
  }
  await rounds(options, async (seed, number) => {
    const isOne = number % 2 === 0
    options.log(`${isOne ? 'one node on SQLite' : 'three nodes on PostgreSQL'}, seed ${seed}`)
    if (isOne) return withFile((file) => round(`sqlite:${file}`, 1, seed))
    const { url, stop } = await startCluster()
    await round(url, 3, seed).finally(stop)
  })
  return figures
}
