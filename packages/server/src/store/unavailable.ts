import { ApiError } from '../model/error.ts'

/** What the caller is told while the database cannot be used; `cause` is for the log. */
export const unavailable = (cause: unknown) =>
  Object.assign(new ApiError('unavailable', 'The database is not available now. Try again.'), {
    cause,
  })

/** Whether the operation failed because the database cannot be used. */
export const isUnavailable = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'unavailable'
