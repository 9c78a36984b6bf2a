/** A user to create. Omitted properties get their default. */
export interface CreateUserParams {
  /** The name that other users see. */
  name: string
  /** Custom metadata. Default none. */
  custom?: Record<string, string>
  /** Email addresses. Default none. */
  email?: string | string[]
  /** An IETF language tag. Default: the app's. */
  locale?: string
  /** Phone numbers. Default none. */
  phone?: string | string[]
  /** URL of the user's picture. Default none. */
  photoUrl?: string
  /** Devices to notify: `fcm:` (Android) or `apns:` (iOS), followed by the provider's token. Default none. */
  pushTokens?: Record<string, true>
  /** The user's role, which selects a set of the app's settings. Default: `default`. */
  role?: string
  /** Shown to someone who opens a conversation with this user. Default none. */
  welcomeMessage?: string
}

/** Changes to a user. Undefined leaves a property unchanged; null resets it to its default. */
export interface SetUserParams {
  /** Custom metadata, merged key by key: other keys stay, null removes one. Null instead of the map removes all. */
  custom?: Record<string, string | null> | null
  /** Email addresses. Null removes them. */
  email?: string | string[] | null
  /** An IETF language tag. Null resets it to the app's default. */
  locale?: string | null
  /** The name that other users see. Required if the user does not exist yet. */
  name?: string
  /** Phone numbers. Null removes them. */
  phone?: string | string[] | null
  /** URL of the user's picture. Null removes it. */
  photoUrl?: string | null
  /** Devices to notify, merged key by key: true adds one, null removes it. Null instead of the map removes all. */
  pushTokens?: Record<string, true | null> | null
  /** The user's role, which selects a set of the app's settings. Null means `default`. */
  role?: string | null
  /** Shown to someone who opens a conversation with this user. Null removes it. */
  welcomeMessage?: string | null
}
