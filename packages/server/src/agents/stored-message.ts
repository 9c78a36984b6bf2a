/** What an agent gets of a message, as the backend and the event stream see it. */
export const storedMessage = {
  id: true,
  type: true,
  senderId: true,
  text: true,
  location: true,
  attachment: true,
  referencedMessageId: true,
  custom: true,
  createdAt: true,
} as const
