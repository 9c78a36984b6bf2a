import type { Client } from 'openparley'

export interface Order {
  id: string
  item: string
  buyer: string
  seller: string
}

/** Opens the chat of an order, and greets the buyer once. */
export async function openOrderChat(client: Client, order: Order): Promise<string> {
  const conversationId = `order_${order.id}`
  const params = { path: { conversationId } }
  const created = await client.PUT('/conversations/{conversationId}', {
    params,
    body: { subject: order.item, participants: [order.buyer, order.seller] },
  })
  if (created.error) throw new Error(created.error.detail)
  const greeting = {
    type: 'UserMessage' as const,
    sender: order.seller,
    text: `Thank you for ordering ${order.item}!`,
    idempotencyKey: 'greeting',
  }
  const sent = await client.POST('/conversations/{conversationId}/messages', {
    params,
    body: [greeting],
  })
  if (sent.error) throw new Error(sent.error.detail)
  return conversationId
}
