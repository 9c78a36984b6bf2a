import { ProblemError } from '../problem.ts'
import { ConnectionError, type ConnectionReason } from './connection-error.ts'

/** A problem in the form in which it is sent between tabs: as plain data. */
export type SentProblem = Omit<ProblemError, 'isTemporary'>

export interface SentError {
  reason: ConnectionReason
  problem: SentProblem | undefined
}

export const sentProblem = (error: unknown): SentProblem | undefined =>
  error instanceof ProblemError ? { ...error } : undefined

export const receivedProblem = (sent: SentProblem): ProblemError =>
  new ProblemError(sent, sent.retryAfter)

export const sentError = ({ reason, cause }: ConnectionError): SentError => ({
  reason,
  problem: sentProblem(cause),
})

export const receivedError = ({ reason, problem }: SentError): ConnectionError =>
  new ConnectionError(reason, problem && receivedProblem(problem))
