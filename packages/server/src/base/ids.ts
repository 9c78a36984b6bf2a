import { customAlphabet } from 'nanoid'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Returns 32 random characters, about 190 bits. */
export const randomSecret = customAlphabet(alphabet, 32)

const random = customAlphabet(alphabet, 14)

/** Whether a message can have the id. Others are not for the database, which refuses some texts. */
export const isMessageId = (id: string) => /^msg_[0-9A-Za-z]{22}$/.test(id)

/**
 * Returns a function that makes message ids. They begin with their time, in 8 digits to the base of 62, so
 * that ids of one time stand together in an index.
 */
export const messageIds = (now: () => number) => () => {
  let time = ''
  for (let rest = now(); time.length < 8; rest = Math.floor(rest / 62))
    time = alphabet.charAt(rest % 62) + time
  return `msg_${time}${random()}`
}
