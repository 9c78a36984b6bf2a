/** The ids of the document's examples, as path parameters, and of its messages. */
export const alice = { userId: '12081' }
export const sebastian = { userId: '8029' }
export const nobody = { userId: 'nobody' }
export const order = { conversationId: 'order_391_fc' }
export const boots = { conversationId: 'boots_454545' }
export const greeting = 'msg_7HtvCJLjdZoRsYE2nCXp2n'
/** The reactions to the greeting with a rocket. */
export const rocket = { ...order, messageId: greeting, emoji: '🚀' }
export const shipped = 'msg_0UQbqdxnQWkoIw7Db7fZHK'
export const stream = { streamId: 'pGmYJ2Fnn0hYb1m8yDVtQ' }
export const here = 'msg_5cRtB1nHq8EoD3wLp6SyVu'
export const asked = 'msg_3hVdQ8sLw2KzR5tYb7NmXc'
export const answered = 'msg_6pJfG4vTe9UaC1xMk8WqZs'
export const onItsWay = 'msg_012ABcdefghiJKlmNOpqRS'
export const reply = 'msg_2mTzX9uKq4JbW6nPd0FrGy'

export const linkCode = 'Vq7mZr2XkP0cJ8tTo3vUn5bWdLy9hGf1sPa4eKi6uQw'
export const backup = { backupId: 'backup_7HtvCJLjdZoRsYE2nCXp2n' }
export const boutique = { appId: 'b7outq2k' }
export const backendKey = { keyId: 'key_5oLy8ZcSx3MdW0uUk6JqAe' }
export const workerKey = { keyId: 'key_0UQbqdxnQWkoIw7Db7fZHK' }
export const key = { keyId: 'key_1fWkq7VbXh3mQz0TgLc9Ra' }
export const webhook = { webhookId: 'wh_7HtvCJLjdZoRsYE2nCXp2n' }
export const attempt = 'att_7HtvCJLjdZoRsYE2nCXp2n'
export const delivered = 'att_0UQbqdxnQWkoIw7Db7fZHK'

/** Placeholder for the id of Alice's stream. */
export const { streamId: streamName } = stream
export const receiptSent = 'msg_4nKx7YbRw2LcV9sTj5HpZd'
export const receipt = { fileToken: 'file_1fWkq7VbXh3mQz0TgLc9Ra', filename: 'receipt-391.txt' }
export const dot = { fileToken: 'file_4pRs8TnYcK2dVw6JmXz1Ue', filename: 'dot.gif' }
export const video = { fileToken: 'file_7mTy2BqHd5kFs9WnLx3Roc', filename: 'boots.mp4' }
export const sound = { fileToken: 'file_9wGc3JvPz6rDa1XtNb8Ykh', filename: 'bell.wav' }
export const unknownFile = { fileToken: 'file_0000000000000000000000', filename: 'receipt-391.txt' }
export const otherFilesSent = [
  'msg_5oLy8ZcSx3MdW0uUk6JqAe',
  'msg_6pMz9AdTy4NeX1vVl7KrBf',
  'msg_7qNa0BeUz5OfY2wWm8LsCg',
]
