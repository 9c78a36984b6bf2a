import type { en } from './en.ts'

/** All texts of the elements, in one language. */
export type Words = typeof en
