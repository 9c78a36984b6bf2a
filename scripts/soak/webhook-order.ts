import { auditOrder } from '../../packages/server/test/webhooks/order-audit.ts'
import { rounds, type SoakOptions } from '../soak-scenario.ts'
import { withFile } from '../soak-site.ts'

export const name = 'webhook-order'

/** A webhook that fails with a fifth of 100,000 events of 500 conversations gets each, in order, with one id. */
export async function run(options: SoakOptions) {
  let [messages, deliveries] = [0, 0]
  await rounds(options, (seed) =>
    withFile(async (file) => {
      options.log(`seed ${seed}`)
      const size = { conversations: 500, tens: 20, timeout: 3_600_000 }
      const audit = await auditOrder({ databaseUrl: `sqlite:${file}`, seed, ...size })
      if (audit.faults.length > 0) throw new Error(audit.faults.slice(0, 20).join('\n'))
      messages += audit.messages
      deliveries += audit.deliveries
    }),
  )
  return { events: messages, deliveries }
}
