export interface AnonymizeReport {
  userId: string
  dryRun: boolean
  /** False if the work was interrupted. The same command continues it. */
  finished: boolean
  user: 'waiting' | 'anonymized' | 'was anonymous'
  messages: {
    /** Messages of all senders in the searched conversations. */
    read: number
    redacted: number
    deleted: number
    /** Redacted before this run. */
    wereRedacted: number
  }
  reactions: { removed: number }
  conversations: { read: number; cleared: number; wereClear: number }
}

export const emptyReport = (userId: string, dryRun: boolean): AnonymizeReport => ({
  userId,
  dryRun,
  finished: false,
  user: 'waiting',
  messages: { read: 0, redacted: 0, deleted: 0, wereRedacted: 0 },
  reactions: { removed: 0 },
  conversations: { read: 0, cleared: 0, wereClear: 0 },
})

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The report as text. */
export function reportText(report: AnonymizeReport): string {
  const { userId, dryRun, finished, user, messages, reactions, conversations } = report
  const was = dryRun ? 'would be' : 'were'
  const states = {
    waiting: 'not yet anonymized',
    anonymized: dryRun ? 'would be anonymized' : 'anonymized',
    'was anonymous': 'was anonymous already',
  }
  const lines = [
    `User ${userId}: ${states[user]}.`,
    `Messages: ${plural(messages.read, 'message')} read in ${plural(conversations.read, 'conversation')}; ${messages.redacted} ${was} redacted, ${messages.deleted} ${was} deleted, ${messages.wereRedacted} had been redacted before.`,
    `Reactions: ${reactions.removed} ${was} removed.`,
    `Conversations: ${conversations.cleared} ${was} cleared, ${conversations.wereClear} had nothing to clear.`,
  ]
  if (dryRun) lines.push('Nothing was changed: this was a dry run.')
  if (!finished) lines.push('Interrupted: run the same command again to continue.')
  return `${lines.join('\n')}\n`
}

/** The progress as one line. */
export const progressText = ({ messages, conversations }: AnonymizeReport): string =>
  `${plural(conversations.read, 'conversation')}, ${plural(messages.read, 'message')} read, ${messages.redacted} redacted, ${messages.deleted} deleted`
