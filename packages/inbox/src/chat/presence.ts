import type { Session, UserOnlineSubscription } from '@openparley/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { updateVisible } from '../session/visible-page.ts'

/** Maximum number of users whose presence is followed. */
const maxFollowed = 20

/** Which of some users are online, while the host is on the page. */
export class Presence implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #session: Session | undefined
  readonly #followed = new Map<string, UserOnlineSubscription>()
  readonly #online = new Set<string>()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    for (const subscription of this.#followed.values()) subscription.unsubscribe()
    this.#followed.clear()
    this.#online.clear()
  }

  isOnline(userId: string): boolean {
    return this.#online.has(userId)
  }

  get count(): number {
    return this.#online.size
  }

  follow(session: Session | undefined, userIds: readonly string[]): void {
    if (session !== this.#session) this.hostDisconnected()
    this.#session = session
    const wanted = new Set(userIds.slice(0, maxFollowed))
    for (const [userId, subscription] of this.#followed)
      if (!wanted.has(userId)) {
        subscription.unsubscribe()
        this.#followed.delete(userId)
        this.#online.delete(userId)
      }
    if (!session) return
    for (const userId of wanted)
      if (!this.#followed.has(userId))
        this.#followed.set(
          userId,
          session.user(userId).subscribeOnline((snapshot) => {
            if (snapshot?.isConnected) this.#online.add(userId)
            else this.#online.delete(userId)
            updateVisible(this.#host)
          }),
        )
  }
}
