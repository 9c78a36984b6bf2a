import { controls, tokens } from '@openparley/inbox/look'
import { base } from './base.ts'
import { forms } from './forms.ts'
import { frame } from './frame.ts'
import { pages } from './pages.ts'
import { tables } from './tables.ts'

/** The styles of all pages: the tokens and buttons of the inbox, and the styles of the dashboard. */
export const look = [tokens, controls, base, forms, tables, frame, pages]
