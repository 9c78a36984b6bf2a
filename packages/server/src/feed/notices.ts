import type { Store } from '../store/store.ts'
import type { Typist } from './typing.ts'

/** The notices between nodes, by kind. */
export interface NoticeKinds {
  /** The presence of users of an app changed. */
  presence: [appId: string, userIds: string[]]
  /** There is a new set of watched users for a stream of another node. */
  watched: string
  /** The stream's node now uses the new set. */
  took: string
  /** The client of a stream is alive. */
  alive: string
  /** A user types. */
  typing: Typist
  /** A webhook was changed. */
  webhooks: ''
}

type Kind = keyof NoticeKinds

type Listeners = { [K in Kind]?: (content: NoticeKinds[K]) => void }

/**
 * Max bytes of ids in a notice that lists some. With the app's id it stays below PostgreSQL's limit of 8,000 bytes. Other
 * notices have at most three ids of 255 characters, which are at most 1,020 bytes each.
 */
export const maxNoticeBytes = 6500

/**
 * The channel between the nodes on one database. A notice can be lost, so anything that must arrive is also sent in
 * another way.
 */
export class Notices {
  readonly #store: Pick<Store, 'notify' | 'onNotice'>
  readonly #listeners: Listeners = {}
  readonly #lossListeners: (() => void)[] = []

  constructor(store: Pick<Store, 'notify' | 'onNotice'>) {
    this.#store = store
    store.onNotice((text) => this.#receive(text))
  }

  /** Sends a notice to the other nodes. */
  send<K extends Kind>(kind: K, content: NoticeKinds[K]): void {
    this.#store.notify(JSON.stringify({ [kind]: content }))
  }

  /** Calls the listener with each notice of the kind from another node. One listener for each kind. */
  on<K extends Kind>(kind: K, listener: (content: NoticeKinds[K]) => void): void {
    this.#listeners[kind] = listener as Listeners[K]
  }

  /** Calls the listener when notices may have been lost. */
  onLoss(listener: () => void): void {
    this.#lossListeners.push(listener)
  }

  #receive(text: string | undefined): void {
    if (text === undefined) {
      for (const listener of this.#lossListeners) listener()
      return
    }
    // A newer node may send kinds that this node does not know.
    for (const [kind, content] of Object.entries<never>(JSON.parse(text)))
      this.#listeners[kind as Kind]?.(content)
  }
}
