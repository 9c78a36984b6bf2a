import { controls, tokens } from '@openparley/inbox/look'
import { base } from './base.ts'
import { forms } from './forms.ts'
import { frame } from './frame.ts'
import { pages } from './pages.ts'
import { tables } from './tables.ts'

/** The styles of all pages: the values and the buttons of the inbox, and what only the dashboard has. */
export const look = [tokens, controls, base, forms, tables, frame, pages]
