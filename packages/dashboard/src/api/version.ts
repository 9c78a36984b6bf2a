/** The version of calls for ordered lists, independent of the app's default. */
export const restVersion = { 'TalkJS-REST-Version': '2024-01-01' } as const
