/** A change as `redocly diff` reports it. */
export interface FoundChange {
  /** JSON pointer to what changed. */
  path: string
  kind: 'added' | 'modified' | 'removed'
  impact: Impact
  /** The property that changed; undefined if all of it did. */
  property?: string
  base?: { value?: unknown }
  revision?: { value?: unknown }
  verdicts: { message: string }[]
}

export type Impact = 'patch' | 'minor' | 'major'

/** Changes that break callers although `redocly diff` accepts them. Each returns what happened, or undefined. */
export const ownRules: ((change: FoundChange) => string | undefined)[] = [
  // A caller that leaves the value out gets another behaviour.
  ({ path, property, base, revision }) =>
    property === 'default' && !path.includes('/responses/')
      ? `The default changed from ${JSON.stringify(base?.value)} to ${JSON.stringify(revision?.value)}.`
      : undefined,
  // If one webhook was removed and another added, `redocly diff` treats it as a renamed webhook.
  ({ path, property }) =>
    /^#\/webhooks\/[^/]+$/.test(path) && property === 'key'
      ? 'The webhook was removed.'
      : undefined,
  ({ path, property, revision }) =>
    /\/responses\/[^/]+\/headers\/[^/]+$/.test(path) && property === 'required' && !revision?.value
      ? 'The header is no longer always sent.'
      : undefined,
  // A parameter whose text is JSON has its schema there, and that schema refuses unknown properties.
  ({ path, kind }) =>
    kind === 'removed' && /\/parameters\/.*\/contentSchema\/.*\/properties\/[^/]+$/.test(path)
      ? 'The property was removed.'
      : undefined,
]
