import fc from 'fast-check'
import { backendCommands } from './commands.ts'
import { participantCommands } from './participant-commands.ts'
import { reactionCommands } from './reaction-commands.ts'
import { userCommands } from './user-commands.ts'

/** All kinds of calls. */
export const anyCommands = fc.commands(
  [...backendCommands, ...userCommands, ...participantCommands, ...reactionCommands],
  {
    maxCommands: 60,
    size: '+1',
  },
)

/** The app's settings for the calls of users. */
export const settings = {
  clientSideConversationSync: true,
  roles: { default: { changeParticipants: true, removeParticipants: true } },
}
