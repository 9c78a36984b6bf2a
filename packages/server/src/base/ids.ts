import { customAlphabet } from 'nanoid'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Returns 32 random characters, about 190 bits. */
export const randomSecret = customAlphabet(alphabet, 32)

const random = customAlphabet(alphabet, 14)

/** Whether a message can have the id. The database would refuse some other texts. */
export const isMessageId = (id: string) => /^msg_[0-9A-Za-z]{22}$/.test(id)

/**
 * Returns a function that creates message ids. They begin with the time in 8 base-62 digits, so that ids created at the
 * same time are neighbours in an index.
 */
export const messageIds = (now: () => number) => () => {
  let time = ''
  for (let rest = now(); time.length < 8; rest = Math.floor(rest / 62))
    time = alphabet.charAt(rest % 62) + time
  return `msg_${time}${random()}`
}
