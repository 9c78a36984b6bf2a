import { ProblemError, unwrap } from '@openparley/client'
import { html, type TemplateResult } from 'lit'
import { textOf } from './api/problems.ts'
import { operator } from './api/session.ts'
import { brand } from './look/brand.ts'
import { icon } from './look/icons.ts'
import { codeBlock } from './parts/copy.ts'

/** Why nobody is signed in, for the page that explains how to sign in. */
export interface SignInNotice {
  title: string
  text: string
  /** Whether something went wrong. */
  isFault: boolean
}

const signIn: SignInNotice = {
  title: 'Sign in',
  text: 'This is the dashboard of the server. A link that works once opens it.',
  isFault: false,
}

export const signedOut: SignInNotice = {
  title: 'Signed out',
  text: 'The session has ended in this browser.',
  isFault: false,
}

export const sessionEnded: SignInNotice = {
  title: 'The session has ended',
  text: 'A session lasts 12 hours, and ends earlier if you sign out. A new link starts another session.',
  isFault: true,
}

/** Removes the code of a link from the address, so that the history and a copied address do not contain it. */
export function takeCode(): string | undefined {
  const [, code] = /^#code=(.+)$/.exec(location.hash) ?? []
  if (code !== undefined) history.replaceState(null, '', '#/apps')
  return code
}

/**
 * Begins a session with the code of a link, or finds the session of the browser. Returns why nobody is signed in;
 * undefined if somebody is.
 */
export async function beginSession(code: string | undefined): Promise<SignInNotice | undefined> {
  try {
    if (code !== undefined) {
      const { error, response } = await operator.POST('/session', { body: { code } })
      if (response.ok) return undefined
      if (response.status !== 401 && response.status !== 400) throw new ProblemError(error as never)
      // A used link still works in a browser that has a session.
      if ((await operator.GET('/session')).response.ok) return undefined
      return { title: 'This link is not valid', text: linkText, isFault: true }
    }
    const result = await operator.GET('/session')
    if (result.response.status === 401) return signIn
    unwrap(result)
    return undefined
  } catch (error) {
    return { title: 'The dashboard cannot be opened', text: textOf(error), isFault: true }
  }
}

const linkText =
  'It was used already, it is older than 10 minutes, or it is of another server. A link works once.'

const command = 'openparley dashboard'

/** The page that is shown while nobody is signed in. */
export const signInPage = ({ title, text, isFault }: SignInNotice): TemplateResult => html`
  <div class="sign-in">
    <main>
      ${brand()}
      <h1 tabindex="-1">${title}</h1>
      ${
        isFault
          ? html`<div class="notice warn" role="alert">${icon('error')}<p>${text}</p></div>`
          : html`<p>${text}</p>`
      }
      <p>To get a link, run this on the machine of the server, in the folder where it was started:</p>
      ${codeBlock(command, 'the command')}
      <p class="muted small">
        In a checkout: <code>npm run openparley -- dashboard</code>. In a container:
        <code>docker compose exec parley openparley dashboard</code>. The link works once, for 10 minutes.
      </p>
    </main>
  </div>
`
