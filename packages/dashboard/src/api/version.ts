/** The version of lists with an order, whatever the default of the app is. */
export const restVersion = { 'TalkJS-REST-Version': '2024-01-01' } as const
