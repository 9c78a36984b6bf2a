import fc from 'fast-check'
import { backendCommands } from './commands.ts'
import { userCommands } from './user-commands.ts'

/** All kinds of calls. */
export const anyCommands = fc.commands([...backendCommands, ...userCommands], {
  maxCommands: 60,
  size: '+1',
})
