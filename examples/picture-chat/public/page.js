import { getTalkSession } from '@openparley/client'

const [list, input, sending, progress, cancel, problem] = [
  '#messages',
  '#picture',
  '#sending',
  'progress',
  '#cancel',
  '#problem',
].map((selector) => document.querySelector(selector))

const userId = new URLSearchParams(location.search).get('user') ?? 'alice'
const session = getTalkSession({ ...(await (await fetch('/app')).json()), userId })
session.onNeedToken = async () =>
  session.setToken(await (await fetch(`/token?user=${encodeURIComponent(userId)}`)).text())

session.currentUser.subscribe((user) => {
  document.querySelector('#name').textContent = user?.name ?? userId
})

const conversation = session.conversation('pictures')

// Called with the newest messages, and again after each change. A picture that is being sent is among them.
conversation.subscribeMessages((messages) => {
  list.replaceChildren(...(messages ?? []).toReversed().map(itemOf))
  list.lastElementChild?.scrollIntoView()
})

function itemOf({ sender, content, delivery }) {
  const item = document.createElement('li')
  item.className = `${delivery} ${sender.id === userId ? 'own' : ''}`
  const [block] = content
  const { width, height, filename } = block
  item.append(
    Object.assign(document.createElement('p'), { textContent: sender.name }),
    // The size is known before the picture is loaded, so that nothing jumps.
    Object.assign(new Image(width, height), { src: block.url, alt: filename }),
  )
  return item
}

input.addEventListener('change', async () => {
  const [picture] = input.files
  if (!picture) return
  const upload = new AbortController()
  cancel.onclick = () => upload.abort()
  progress.removeAttribute('value')
  sending.hidden = false
  problem.textContent = ''
  try {
    const fileToken = await session.uploadImage(
      picture,
      { filename: picture.name },
      {
        signal: upload.signal,
        onProgress(sentBytes, totalBytes) {
          progress.max = totalBytes
          progress.value = sentBytes
        },
      },
    )
    await conversation.send({ content: [{ type: 'file', fileToken }] })
  } catch (error) {
    problem.textContent = upload.signal.aborted ? 'Cancelled.' : error.message
  }
  sending.hidden = true
  input.value = ''
})
