/** A user to create. What is left out gets its default. */
export interface CreateUserParams {
  /** The name that others see. */
  name: string
  /** Custom metadata. Default none. */
  custom?: Record<string, string>
  /** Email addresses. Default none. */
  email?: string[]
  /** An IETF language tag. Default the app's. */
  locale?: string
  /** Phone numbers. Default none. */
  phone?: string[]
  /** Where the user's picture is. Default none. */
  photoUrl?: string
  /** Devices to notify: `fcm:` (Android) or `apns:` (iOS) and the token that the provider gave. Default none. */
  pushTokens?: Record<string, true>
  /** Which of the app's sets of settings goes for the user. Default `default`. */
  role?: string
  /** What someone reads when they open a conversation with this user. Default none. */
  welcomeMessage?: string
}

/** Changes to a user. What is undefined stays as it is; null puts a property back to its default. */
export interface SetUserParams {
  /** Custom metadata, key by key: the other keys stay. Null means none. */
  custom?: Record<string, string>
  /** Email addresses. Null means none. */
  email?: string[] | null
  /** An IETF language tag. Null means the app's. */
  locale?: string
  /** The name that others see. Needed where the user does not exist yet. */
  name?: string
  /** Phone numbers. Null means none. */
  phone?: string[] | null
  /** Where the user's picture is. Null means none. */
  photoUrl?: string | null
  /** Devices to notify, key by key: true registers one, null takes it off. Null for all takes all off. */
  pushTokens?: Record<string, true | null> | null
  /** Which of the app's sets of settings goes for the user. Null means `default`. */
  role?: string
  /** What someone reads when they open a conversation with this user. Null means none. */
  welcomeMessage?: string | null
}
