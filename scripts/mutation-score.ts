import { mutationReport } from '@openparley/conformance'
import { realExchanges, realScore } from './contract/exchanges.ts'

const exchanges = await realExchanges()
const score = await realScore()
console.log(`Faults injected into ${exchanges.length} real responses, one by one:\n`)
console.log(mutationReport(score))
if (score.killed < 0.99 * score.faults) process.exitCode = 1
