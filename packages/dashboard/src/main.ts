import { html, LitElement, type PropertyDeclarations, type PropertyValues } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { forgetTokens } from './api/app.ts'
import { textOf } from './api/problems.ts'
import { operator, whenSessionEnds } from './api/session.ts'
import { brand } from './look/brand.ts'
import { icon } from './look/icons.ts'
import { look } from './look/look.ts'
import { menu } from './menu.ts'
import { failureBox } from './parts/loader.ts'
import type { Page } from './parts/page.ts'
import { showToast, toastEvent } from './parts/toast.ts'
import { type Place, placeOf } from './router.ts'
import { routes } from './routes.ts'
import {
  beginSession,
  type SignInNotice,
  sessionEnded,
  signedOut,
  signInPage,
  takeCode,
} from './sign-in.ts'

type State = 'signing in' | 'open' | SignInNotice

const toastTime = 5000

/** The frame of the dashboard: it signs in, shows the menu, and loads the page of the address. */
export class ParleyDashboard extends LitElement {
  static override properties: PropertyDeclarations = {
    theme: { reflect: true },
    place: { state: true },
    state: { state: true },
    page: { state: true },
    toast: { state: true },
  }
  static override styles = look

  declare theme: 'auto' | 'light' | 'dark'
  declare private place: Place | undefined
  declare private state: State
  declare private page: unknown
  declare private toast: string
  readonly #drawer = createRef<HTMLDialogElement>()
  #shown = ''
  #toastTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const kept = localStorage.getItem('theme')
    this.theme = kept === 'light' || kept === 'dark' ? kept : 'auto'
    this.state = 'signing in'
    this.toast = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('hashchange', this.#navigate)
    addEventListener(toastEvent, this.#showToast)
    whenSessionEnds(() => {
      forgetTokens()
      if (this.state === 'open') this.state = sessionEnded
    })
    void this.#beginSession()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('hashchange', this.#navigate)
    removeEventListener(toastEvent, this.#showToast)
  }

  async #beginSession(): Promise<void> {
    this.state = 'signing in'
    this.state = (await beginSession(takeCode())) ?? 'open'
    this.#shown = ''
    this.#navigate()
  }

  readonly #navigate = (): void => {
    if (/^#code=/.test(location.hash)) return void this.#beginSession()
    if (this.state !== 'open') return
    if (location.hash.length < 3) return void location.replace('#/apps')
    const place = placeOf(routes, location.hash)
    this.place = place
    this.#drawer.value?.close()
    if (place && place.path === this.#shown) {
      if (this.page instanceof HTMLElement) (this.page as Page).place = place
      return
    }
    this.#shown = place?.path ?? ''
    void this.#open(place)
  }

  async #open(place: Place | undefined): Promise<void> {
    try {
      await place?.route.load()
      if (place !== this.place) return
      this.page = place ? Object.assign(document.createElement(place.route.tag), { place }) : lost
    } catch (error) {
      // After an upgrade of the server, the files of the older page are gone.
      this.page = failureBox(error, () => location.reload())
    }
    const { title } = place?.route ?? { title: 'Not found' }
    document.title = [title, place?.params.appId, 'Parley'].filter(Boolean).join(' · ')
    await this.updateComplete
    const page = this.page instanceof LitElement ? this.page : undefined
    await page?.updateComplete
    scrollTo(0, 0)
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  readonly #showToast = (event: Event): void => {
    this.toast = (event as CustomEvent<string>).detail
    clearTimeout(this.#toastTimer)
    this.#toastTimer = setTimeout(() => {
      this.toast = ''
    }, toastTime)
  }

  readonly #toggleTheme = (): void => {
    const isDark =
      this.theme === 'auto'
        ? matchMedia('(prefers-color-scheme: dark)').matches
        : this.theme === 'dark'
    this.theme = isDark ? 'light' : 'dark'
    localStorage.setItem('theme', this.theme)
  }

  readonly #signOut = async (): Promise<void> => {
    try {
      const { response, error } = await operator.DELETE('/session')
      if (!response.ok && response.status !== 401) return showToast(textOf(error))
    } catch (error) {
      return showToast(textOf(error))
    }
    forgetTokens()
    this.state = signedOut
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('state') || typeof this.state === 'string') return
    document.title = `${this.state.title} · Parley`
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  protected override render(): unknown {
    const { place, state } = this
    const toasts = html`
      <div class="toasts" role="status">${this.toast ? html`<div class="toast">${this.toast}</div>` : ''}</div>
    `
    if (state === 'signing in') return ''
    if (state !== 'open') return [signInPage(state), toasts]
    const options = {
      place,
      onSkip: this.#skip,
      onTheme: this.#toggleTheme,
      onSignOut: this.#signOut,
    }
    return html`
      <div class="frame">
        ${menu(options)}
        <header class="top">
          <button
            class="icon-button"
            type="button"
            aria-label="Menu"
            aria-haspopup="dialog"
            @click=${() => this.#drawer.value?.showModal()}
          >
            ${icon('menu')}
          </button>
          ${brand()}
          <span class="place">${place?.params.appId ?? ''}</span>
        </header>
        <main class="content">${this.page}</main>
      </div>
      <dialog class="drawer" aria-label="Menu" ${ref(this.#drawer)} @click=${this.#closeDrawer}>
        ${menu(options)}
      </dialog>
      ${toasts}
    `
  }

  readonly #skip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus()
  }

  /** Closes the menu after a click beside it, or on a link to the current page. */
  readonly #closeDrawer = (event: MouseEvent): void => {
    const target = event.target as Element
    if (target === this.#drawer.value || target.closest('a, button')) this.#drawer.value?.close()
  }
}

const lost = html`
  <div>
    <h1 tabindex="-1">There is no such page</h1>
    <p>The address may be of a newer or an older dashboard. <a href="#/apps">Go to the apps</a></p>
  </div>
`

customElements.define('parley-dashboard', ParleyDashboard)
