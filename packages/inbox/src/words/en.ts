export const en = {
  conversations: 'Conversations',
  loading: 'Loading',
  noConversations: 'No conversations yet',
  retry: 'Try again',
  loadFailed: 'The conversations could not be loaded',
  online: 'Online',
  typing: 'Typing…',
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
}
