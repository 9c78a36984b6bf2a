import type { ContactKind, ContactMask, ContactMaskPatch } from '../schema.ts'
import { emailsIn } from './emails.ts'
import { linksIn } from './links.ts'
import { filledMask } from './mask-settings.ts'
import { phonesIn } from './phones.ts'
import { type Place, Tokens } from './tokens.ts'
import { wordFinder } from './words.ts'

/** A part of a text that is hidden. */
export interface HiddenRange extends Place {
  kinds: ContactKind[]
}

/** The rule for the contacts that a role does not see in messages. */
export interface Mask {
  /** The same for equal masks. */
  key: string
  /**
   * Whether the mask applies when the user reads a message of the sender. It never applies to system messages, which
   * have no sender.
   */
  appliesTo: (senderId: string | null, userId: string) => boolean
  /** Returns the parts to hide, in order and without overlap. */
  find: (text: string) => HiddenRange[]
}

/** The text that replaces a hidden part. */
export const maskText = '•••'

const known = new WeakMap<ContactMaskPatch, Mask>()

/** Returns the mask of the settings. They are read once. */
export function maskFrom(settings: ContactMaskPatch): Mask {
  const mask = known.get(settings) ?? newMask(filledMask(settings))
  known.set(settings, mask)
  return mask
}

function newMask({ messages, kinds, words, allowedDomains }: ContactMask): Mask {
  const isAllowed = domainTest(allowedDomains)
  const wordsIn = wordFinder(words)
  return {
    key: JSON.stringify([messages, kinds, words, allowedDomains]),
    appliesTo: (senderId, userId) =>
      senderId !== null && (messages === 'all' || senderId !== userId),
    find: (text) => {
      const tokens = new Tokens(text)
      const found: HiddenRange[] = []
      const add = (kind: ContactKind, places: Place[]) => {
        for (const { from, to } of places) found.push({ from, to, kinds: [kind] })
      }
      if (kinds.includes('email')) add('email', emailsIn(tokens, isAllowed))
      if (kinds.includes('phone')) add('phone', phonesIn(tokens))
      if (kinds.includes('link')) add('link', linksIn(tokens, isAllowed))
      if (kinds.includes('word')) add('word', wordsIn(tokens))
      return united(found)
    },
  }
}

/** Whether a host is one of the domains, or a subdomain of one. */
function domainTest(domains: string[]): (host: string) => boolean {
  const allowed = new Set(domains.map((domain) => hostOf(domain) ?? domain.toLowerCase()))
  return (host) => {
    const labels = (hostOf(host) ?? host).split('.')
    return labels.some((_, index) => allowed.has(labels.slice(index).join('.')))
  }
}

/** The host in the form in which URLs have it; undefined if it is not valid in a URL. */
const hostOf = (host: string): string | undefined => URL.parse(`https://${host}`)?.hostname

/** Joins parts that overlap. The domain of an e-mail address does not count as a separate link. */
function united(found: HiddenRange[]): HiddenRange[] {
  const parts: HiddenRange[] = []
  for (const one of found.sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = parts.at(-1)
    if (!last || one.from >= last.to) parts.push(one)
    else if (one.to <= last.to && last.kinds.includes('email') && one.kinds.includes('link'))
      continue
    else {
      last.to = Math.max(last.to, one.to)
      last.kinds = [...new Set([...last.kinds, ...one.kinds])]
    }
  }
  return parts
}
