import { en } from './en.ts'

/** All texts of the elements, in one language. */
export type Words = typeof en

/** Loads the words of the languages that are not built in. */
export const languages: Record<string, () => Promise<Partial<Words>>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  ja: async () => (await import('./ja.ts')).ja,
  pt: async () => (await import('./pt.ts')).pt,
  zh: async () => (await import('./zh.ts')).zh,
}

const loaded = new Map<string, Words>([['en', en]])
const loading = new Map<string, Promise<void>>()

/** `pt-BR` is read as `pt`. */
const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? ''

/** The words of a language, if they are loaded; English if there is no file for it. Otherwise starts to load them. */
export function wordsOf(tag: string): Words | Promise<void> {
  const language = languageOf(tag)
  const file = languages[language]
  const known = loaded.get(language) ?? (file ? undefined : en)
  if (known) return regional(known, tag)
  const started = loading.get(language) ?? load(language, file as NonNullable<typeof file>)
  loading.set(language, started)
  return started
}

async function load(language: string, file: () => Promise<Partial<Words>>): Promise<void> {
  try {
    loaded.set(language, { ...en, ...(await file()) })
  } catch (error) {
    // It is better to show elements in English than not at all.
    loaded.set(language, en)
    throw error
  }
}

const ofRegions = new Map<string, Words>()

/** The texts with the locale of the tag, or of the first language of the browser that has the same texts. */
function regional(words: Words, tag: string): Words {
  const isSame = (one: string) => languageOf(one) === words.locale
  const locale = tag.includes('-') && isSame(tag) ? tag : navigator.languages.find(isSame)
  if (!locale || locale === words.locale) return words
  const known = ofRegions.get(locale) ?? { ...words, locale }
  ofRegions.set(locale, known)
  return known
}
