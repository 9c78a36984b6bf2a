import type { ReactiveControllerHost } from 'lit'

const waiting = new Set<ReactiveControllerHost>()
let isListening = false

/** Updates the host now, or as soon as the page is no longer in the background. */
export function updateVisible(host: ReactiveControllerHost): void {
  if (document.visibilityState === 'visible') {
    host.requestUpdate()
    return
  }
  waiting.add(host)
  if (!isListening) document.addEventListener('visibilitychange', updateWaiting)
  isListening = true
}

function updateWaiting(): void {
  if (document.visibilityState !== 'visible') return
  for (const host of waiting) host.requestUpdate()
  waiting.clear()
}
