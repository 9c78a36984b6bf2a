import { curl } from './curl.ts'
import { go } from './go.ts'
import type { Language } from './language.ts'
import { python } from './python.ts'
import { typescript } from './typescript.ts'

export const languages: Language[] = [curl, typescript, python, go]
