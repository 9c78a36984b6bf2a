/** A page of one user that shows the conversation `trade`, and follows commands of the test. */
export const stormPage = `<!doctype html>
<meta charset="utf-8">
<title>Storm</title>
<script type="module">
  import { createSession, ProblemError } from './client.js'
  const query = new URLSearchParams(location.search)
  const userId = query.get('user')
  let cutter = new AbortController()
  let losing = 0
  const session = createSession({
    baseUrl: query.get('server'),
    appId: 'shop',
    userId,
    tokenFetcher: async () => (await fetch('/token?user=' + userId)).text(),
    random: () => 0.01,
    async fetch(request) {
      const isStream = request.url.endsWith('/realtime/events')
      if (isStream)
        return fetch(request, { signal: AbortSignal.any([request.signal, cutter.signal]) })
      const response = await fetch(request)
      if (request.method === 'GET' || losing === 0) return response
      losing -= 1
      throw new TypeError('The response was lost.')
    },
  })
  const trade = session.conversation('trade')
  let shown
  let conversation
  let running = 0
  const twins = []
  const unexpected = []
  trade.subscribe((snapshot) => {
    conversation = snapshot
  })
  trade.subscribeMessages((messages) => {
    shown = messages
    const numbers = messages.map(({ custom }) => custom.number)
    if (new Set(numbers).size < numbers.length) twins.push(numbers)
  })
  const failed = () => shown.filter(({ delivery }) => delivery === 'failed')
  const some = (list, n) => list[n % list.length]
  const refOf = (list, n) => trade.message(some(list, n).id)
  const delivered = () => shown.filter(({ delivery }) => delivery === 'sent')
  const own = () => delivered().filter(({ sender }) => sender.id === userId)
  const acts = {
    send: (n) => trade.send({ text: 'Number ' + n, custom: { number: String(n) } }),
    reply: (n) =>
      trade.send({
        text: 'Reply ' + n,
        custom: { number: String(n) },
        referencedMessage: refOf(delivered(), n),
      }),
    edit: (n) => refOf(own(), n).edit('Edit ' + n),
    delete: (n) => refOf(own(), n).delete(),
    react: (n) => refOf(delivered(), n).reactions('👍').add(),
    unreact: (n) => refOf(delivered(), n).reactions('👍').remove(),
    read: () => trade.markAsRead(),
    unread: () => trade.markAsUnread(),
    type: () => trade.markAsTyping(),
    resend: (n) => trade.resend(some(failed(), n).id),
    subject: (n) => trade.set({ subject: 'Subject ' + n }),
    cut() {
      cutter.abort(new Error('cut'))
      cutter = new AbortController()
    },
    lose(n) {
      losing = n % 4
    },
  }
  const lists = { reply: delivered, react: delivered, unreact: delivered, edit: own, delete: own, resend: failed }
  // The message may have been deleted meanwhile.
  const isExpected = (error) =>
    error instanceof TypeError ||
    (error instanceof ProblemError &&
      (error.status === 404 || '#/referencedMessageId' in error.errors))
  globalThis.isReady = () => shown !== undefined && conversation !== undefined
  globalThis.act = (name, n) => {
    if (lists[name]?.().length === 0) return
    running += 1
    Promise.resolve(acts[name](n))
      .catch((error) => isExpected(error) || unexpected.push(String(error)))
      .finally(() => {
        running -= 1
      })
  }
  /** Sends again what failed, until nothing is on the way. */
  globalThis.settle = async () => {
    losing = 0
    for (const { id } of failed())
      await trade.resend(id).catch((error) => {
        if (!(error instanceof ProblemError)) throw error
        trade.discard(id)
      })
    return running === 0 && shown.every(({ delivery }) => delivery === 'sent')
  }
  globalThis.view = async () => ({ conversation, messages: shown, fresh: await trade.get() })
  globalThis.faults = () => ({ twins, unexpected })
</script>`
