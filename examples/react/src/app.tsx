import { Inbox, UnreadBadge } from '@openparley/inbox/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const chat = {
  ...(await (await fetch('/chat')).json()),
  tokenFetcher: async () => (await fetch('/token')).text(),
}

function App() {
  const [isOpen, setOpen] = useState(false)
  const [sent, setSent] = useState(0)
  return (
    <>
      <header>
        <button type="button" onClick={() => setOpen(!isOpen)}>
          Messages <UnreadBadge {...chat} />
        </button>
        <output>{sent} sent</output>
      </header>
      {isOpen && (
        <Inbox {...chat} words={{ write: 'Ask us anything' }} onSend={() => setSent(sent + 1)} />
      )}
    </>
  )
}

createRoot(document.querySelector('#app') as HTMLElement).render(<App />)
