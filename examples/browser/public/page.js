import { createSession } from '@openparley/client'

const list = document.querySelector('#conversations')
const state = document.querySelector('#state')

const { ids, ...user } = await (await fetch('/session')).json()
const session = createSession({
  ...user,
  tokenFetcher: async () => (await fetch('/token')).json(),
})

session.connection.subscribe((now) => {
  state.textContent = now
})

for (const id of ids) {
  const item = list.appendChild(document.createElement('li'))
  item.id = id
  // Called with the current conversation, and again after each change.
  session.conversation(id).subscribe((conversation) => {
    if (conversation === null) return item.remove()
    const { subject, unreadMessageCount, isUnread, lastMessageAt } = conversation
    const time = new Date(lastMessageAt).toLocaleTimeString()
    item.className = isUnread ? 'unread' : ''
    item.replaceChildren(
      Object.assign(document.createElement('span'), { textContent: subject ?? id }),
      Object.assign(document.createElement('span'), {
        textContent: `${unreadMessageCount} unread, ${time}`,
      }),
    )
  })
}
