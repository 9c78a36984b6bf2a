import { mutationReport, mutationScore } from '@openparley/conformance'
import { contract } from './contract/document.ts'
import { realExchanges } from './contract/exchanges.ts'

const exchanges = await realExchanges()
const score = mutationScore(contract, exchanges)
console.log(`Faults put into ${exchanges.length} real answers, one by one:\n`)
console.log(mutationReport(score))
if (score.killed < 0.99 * score.faults) process.exitCode = 1
