/** A backend that holds the app's secret key, or a token signed with it. */
export interface AppCaller {
  kind: 'app'
}

/** A user's own client, with a token that names the user. */
export interface UserCaller {
  kind: 'user'
  userId: string
  /** Unix milliseconds at which the token expires; `Infinity` if it never does. */
  expires: number
  /** The app's secret key that signed the token. */
  key: string
}

/** Whoever runs the server, above all apps. */
export interface OperatorCaller {
  kind: 'operator'
}

/** Who makes a request. */
export type Caller = AppCaller | UserCaller | OperatorCaller
