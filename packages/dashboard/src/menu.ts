import { html, nothing, type TemplateResult } from 'lit'
import { brand } from './look/brand.ts'
import { type IconName, icon } from './look/icons.ts'
import { linkTo, type Place, type Route } from './router.ts'
import { routes } from './routes.ts'

export interface MenuOptions {
  place: Place | undefined
  /** Moves the focus behind the menu. */
  onSkip: () => void
  onTheme: () => void
  onSignOut: () => void
}

const link = (route: Route, place: Place | undefined) => html`
  <li>
    <a
      class="menu-link"
      href=${linkTo(route.path, place?.params)}
      aria-current=${isCurrent(route, place) ? 'page' : nothing}
    >
      ${icon(route.icon ?? 'docs')} ${route.title}
    </a>
  </li>
`

/** A page that is not in the menu belongs to the entry whose path is the beginning of its path. */
function isCurrent(route: Route, place: Place | undefined): boolean {
  if (!place) return false
  if (place.route === route) return true
  return (
    place.route.menu === undefined &&
    place.route.path.startsWith(`${route.path}/`) &&
    !routes.some(
      (other) =>
        other.menu !== undefined &&
        other.path.length > route.path.length &&
        place.route.path.startsWith(`${other.path}/`),
    )
  )
}

const button = (name: IconName, text: string, onClick: () => void) => html`
  <button class="menu-link" type="button" @click=${onClick}>${icon(name)} ${text}</button>
`

/** The menu beside the pages: the pages of the server, and the pages of the open app. */
export const menu = ({ place, onSkip, onTheme, onSignOut }: MenuOptions): TemplateResult => {
  const appId = place?.params.appId
  const list = (kind: Route['menu']) =>
    html`<ul class="menu">${routes.filter((one) => one.menu === kind).map((one) => link(one, place))}</ul>`
  return html`
    <nav class="side" aria-label="Dashboard">
      <button class="skip" type="button" @click=${onSkip}>Skip to the content</button>
      ${brand()}
      <div>
        ${list('server')}
        ${
          appId === undefined
            ? nothing
            : html`<span class="menu-title" title=${appId}>App ${appId}</span>${list('app')}`
        }
      </div>
      <div class="side-foot">
        <a class="menu-link" href="/docs" target="_blank" rel="noopener">${icon('docs')} API reference</a>
        ${button('theme', 'Light or dark', onTheme)} ${button('signOut', 'Sign out', onSignOut)}
      </div>
    </nav>
  `
}
