import '/inbox.js'

const problem = document.querySelector('#problem')

/** The app, and a token for each of the two people. The server gives them only to a browser on its own machine. */
async function openDemo() {
  const response = await fetch('/demo/session', { method: 'POST' })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.message)
  return answer
}

try {
  const { appId, tokens } = await openDemo()
  for (const inbox of document.querySelectorAll('parley-inbox')) {
    const { userId } = inbox
    // The first token is here already.
    let token = tokens[userId]
    inbox.tokenFetcher = async () => {
      const next = token ?? (await openDemo()).tokens[userId]
      token = undefined
      return next
    }
    inbox.appId = appId
    inbox.conversationId = 'demo-boots'
  }
} catch (error) {
  problem.textContent = `The demo cannot be opened: ${error.message}`
}
