/** An emoji that is shown as text unless a variation selector or a skin tone follows it. */
const unqualified = /(?!\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})/gu

/** Created when it is first needed, as this takes 10 ms. */
let oneEmoji: RegExp | undefined

const customName = /^:[^:\s]{1,48}:$/

/**
 * Returns the form in which an emoji is stored: the fully qualified emoji, or the unchanged name of a custom emoji.
 * Undefined if the text is neither an emoji nor such a name.
 */
export function normalizedEmoji(text: string): string | undefined {
  if (customName.test(text)) return text
  const emoji = text.replaceAll('\uFE0F', '').replaceAll(unqualified, '$&\uFE0F')
  oneEmoji ??= /^\p{RGI_Emoji}$/v
  return oneEmoji.test(emoji) ? emoji : undefined
}
