/** A backend that has the app's secret key, or a token signed with it. */
export interface AppCaller {
  kind: 'app'
}

/** A client of a user, with a token for that user. */
export interface UserCaller {
  kind: 'user'
  userId: string
  /** Unix milliseconds at which the token expires; `Infinity` if it never does. */
  expires: number
  /** The app's secret key that signed the token. */
  key: string
}

/** The operator of the server, who has access to all apps. */
export interface OperatorCaller {
  kind: 'operator'
  /** The session; undefined if the caller uses the admin key. */
  session: AdminSession | undefined
}

/** A session of an operator in a browser. */
export interface AdminSession {
  /** The hash of its secret. */
  hash: string
  /** Unix milliseconds. */
  expiresAt: number
}

/** The caller of a request. */
export type Caller = AppCaller | UserCaller | OperatorCaller
