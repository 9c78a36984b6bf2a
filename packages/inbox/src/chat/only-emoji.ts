import type { TextNode } from '@openparley/client'

const emojis = /^(?:\p{RGI_Emoji}\s*){1,3}$/v

/** Whether the text consists of one to three emoji, which are shown big. */
export const isOnlyEmoji = ([text, ...more]: readonly TextNode[]): boolean =>
  typeof text === 'string' && more.length === 0 && text.length < 64 && emojis.test(text.trim())
