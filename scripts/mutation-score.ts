import { mutationScore } from '../src/contract/index.ts'
import { contract } from './contract/document.ts'
import { realExchanges } from './contract/exchanges.ts'

const exchanges = await realExchanges()
const { faults, killed, survivors } = mutationScore(contract, exchanges)
for (const survivor of survivors) console.log(`not found: ${survivor}`)
const percent = ((100 * killed) / faults).toFixed(2)
console.log(`${killed} of ${faults} faults in ${exchanges.length} real answers found: ${percent} %`)
if (killed < 0.99 * faults) process.exitCode = 1
