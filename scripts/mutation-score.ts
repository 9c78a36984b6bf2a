import { mutationReport } from '@openparley/conformance'
import { realScore, realTraffic } from './contract/exchanges.ts'

const { exchanges, deliveries } = await realTraffic()
const score = await realScore()
console.log(
  `Faults injected into ${exchanges.length} real responses and ${deliveries.length} deliveries, one by one:\n`,
)
console.log(mutationReport(score))
if (score.killed < 0.99 * score.faults) process.exitCode = 1
