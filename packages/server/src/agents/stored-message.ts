/**
 * The properties of a message that an agent gets, from the form in which the backend and the event stream return
 * messages.
 */
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
