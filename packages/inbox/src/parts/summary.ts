import type { FileBlock, MessageSnapshot } from '@openparley/client'
import type { Words } from '../words/words.ts'

/** Enough for one line of any screen. */
const maxLength = 300

/** A message in one line. */
export function summary(
  { content: [block], plaintext }: Pick<MessageSnapshot, 'content' | 'plaintext'>,
  words: Words,
): string {
  if (block?.type === 'location') return words.location
  return block?.type === 'file' ? fileSummary(block, words) : plaintext.slice(0, maxLength)
}

function fileSummary({ subtype = 'generic', filename }: FileBlock, words: Words): string {
  if (subtype === 'generic') return filename
  return { image: words.picture, video: words.video, audio: words.audio, voice: words.voice }[
    subtype
  ]
}
