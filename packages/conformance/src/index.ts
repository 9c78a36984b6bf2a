export * from '@openparley/contract'
export { judged } from './batch.ts'
export type { CallResult } from './call-result.ts'
export { type Coverage, coverageOf, type Gap } from './coverage.ts'
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
export { nameStream } from './run-stream.ts'
export { cleanup, readOnlySetting, scenario, setting } from './scenario.ts'
export { streamName } from './scenario-names.ts'
export type { Step } from './step.ts'
export { bearerOf, signedToken } from './tokens.ts'
