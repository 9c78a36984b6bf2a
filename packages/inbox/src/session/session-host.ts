import {
  getTalkSession,
  type Session,
  type Subscription,
  type TokenFetcher,
} from '@openparley/client'
import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit'
import { Localized } from '../words/localized.ts'
import type { Words } from '../words/words.ts'
import { emit } from './events.ts'

/**
 * An element of a user's chat. Its session is the property `session`, or a session that is made from its attributes.
 * All elements of the page with the same server, app and user share it.
 */
export class SessionHost extends LitElement {
  static override properties: PropertyDeclarations = {
    baseUrl: { attribute: 'base-url' },
    appId: { attribute: 'app-id' },
    userId: { attribute: 'user-id' },
    token: {},
    tokenFetcher: { attribute: false },
    session: { attribute: false },
    words: { attribute: false, noAccessor: true },
    theme: { reflect: true },
  }

  /** URL of the server. Default: the one that contains this module. */
  declare baseUrl: string
  declare appId: string
  declare userId: string
  /** A JWT of the user. */
  declare token: string
  /** Returns a JWT of the user. Called again before it expires. */
  declare tokenFetcher: TokenFetcher | undefined
  /** A session that the page already has; then the attributes are not needed. */
  declare session: Session | undefined
  /** `light`, `dark`, or `auto` for the system's; default the `color-scheme` of the page. */
  declare theme: string

  /** Undefined while something that it needs is missing. */
  activeSession: Session | undefined
  #errors: Subscription | undefined
  readonly #localized = new Localized(this)

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit finalizes the class that inherits the getter
    return [...super.observedAttributes, 'lang']
  }

  /** All words, in the language of the element. */
  get words(): Words {
    return this.#localized.words
  }

  /** Set those that replace words of the language. */
  set words(words: Partial<Words> | undefined) {
    this.#localized.replace(words ?? {})
    this.requestUpdate()
  }

  constructor() {
    super()
    this.baseUrl = new URL(import.meta.url).origin
    this.appId = ''
    this.userId = ''
    this.token = ''
    this.theme = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate('session')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#use(undefined)
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value)
    if (name === 'lang') this.requestUpdate()
  }

  // The first rendering is then in the right language.
  protected override async scheduleUpdate(): Promise<void> {
    await this.#localized.loading
    await super.scheduleUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.activeSession || sessionProperties.some((name) => changed.has(name)))
      this.#use(this.#find())
    else if (changed.has('token') && this.token && !this.session)
      this.activeSession.setToken(this.token)
  }

  #find(): Session | undefined {
    const { session, baseUrl, appId, userId, token, tokenFetcher } = this
    if (session || !appId || !userId || !(token || tokenFetcher)) return session
    return getTalkSession({
      baseUrl,
      appId,
      userId,
      ...(token && { token }),
      ...(tokenFetcher && { tokenFetcher }),
    })
  }

  /** Whether it is a part of another element, such as a chat of an inbox. */
  protected get isPart(): boolean {
    const root = this.getRootNode()
    return root instanceof ShadowRoot && root.host instanceof SessionHost
  }

  #use(session: Session | undefined): void {
    if (session === this.activeSession) return
    this.#errors?.unsubscribe()
    this.activeSession = session
    // An element inside another element leaves errors to it.
    if (this.isPart) return
    this.#errors = session?.onError((error) => emit(this, 'parley-error', { error }))
  }
}

const sessionProperties = ['session', 'baseUrl', 'appId', 'userId', 'tokenFetcher'] as const
