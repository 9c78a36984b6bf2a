/** The published packages. */
export const packages = [
  '@openparley/spec',
  '@openparley/client',
  '@openparley/inbox',
  '@openparley/contract',
  '@openparley/conformance',
  'openparley',
]
