import { messageToSend } from '../model/message.ts'
import type { Handler } from './operation.ts'
import { send } from './sending.ts'

export const sendMessages: Handler<'sendMessages'> = async ({ path, body }, context) => {
  const { conversationId } = path
  const ids = await send({ conversationId, messages: body.map(messageToSend), context })
  return ids.map((id) => ({ id }))
}
