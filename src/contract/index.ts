export type { CallResult } from './call-result.ts'
export { type Contract, createContract, type SourceOf, type Verdict } from './conforms.ts'
export { type Coverage, coverageOf, type Gap } from './coverage.ts'
export { renderedViolations, type Violation } from './diff.ts'
export {
  examplesOf,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  type ResponseObject,
  step,
} from './document.ts'
export {
  type Exchange,
  eventsOf,
  type ReceivedResponse,
  type SentRequest,
  type ServerSentEvent,
} from './exchange.ts'
export { createObserver, type Fact } from './observe.ts'
export { type Call, createPlayer, type Played, type Player, type Target } from './player.ts'
export { exampleCall, type Probe, parameterCalls, probesOf } from './probes.ts'
export { jsonReport, junitReport, textReport, violationsOf } from './report.ts'
export { htmlReport } from './report-html.ts'
export { basesOf, type MutatedCall, requestMutations } from './request-mutations.ts'
export {
  type FaultyExchange,
  type MutationScore,
  mutationReport,
  mutationScore,
  responseFaults,
} from './response-faults.ts'
export { type RunOptions, type RunResult, runContract } from './run.ts'
export { cleanup, type Step, scenario, scenarioIds, setting } from './scenario.ts'
export type { Fault } from './schemas.ts'
export { type OpenStream, readStream } from './stream.ts'
export { bearerOf, signedToken } from './tokens.ts'
