export * from '@openparley/contract'
export { checkExchange } from './batch.ts'
export { bodyText } from './call-body.ts'
export type { CallResult } from './call-result.ts'
export { type Coverage, coverageOf, type Gap } from './coverage.ts'
export { deliveryFaults, type FaultyDelivery } from './delivery-faults.ts'
export { type MutationScore, mutationReport, mutationScore } from './mutation-score.ts'
export { createObserver, type Fact } from './observe.ts'
export { type Call, createPlayer, type Played, type Player, type Target } from './player.ts'
export { exampleCall, type Probe, parameterCalls, probesOf } from './probes.ts'
export { jsonReport, junitReport, textReport, violationsOf } from './report.ts'
export { htmlReport } from './report-html.ts'
export { basesOf, type MutatedCall, requestMutations } from './request-mutations.ts'
export { type FaultyExchange, responseFaults } from './response-faults.ts'
export { type RunOptions, type RunResult, runContract } from './run.ts'
export { nameStream } from './run-stream.ts'
export { deliveryRules, type WebhookOptions } from './run-webhooks.ts'
export { cleanup, readOnlySetting, scenario, setting } from './scenario.ts'
export {
  backendKey,
  backup,
  boutique,
  key,
  linkCode,
  streamName,
  workerKey,
} from './scenario-names.ts'
export type { Step } from './step.ts'
export { bearerOf, isOfOperators, signedToken } from './tokens.ts'
