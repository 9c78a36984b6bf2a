export { type RunningServer, type StartOptions, startServer } from '../compose/start.ts'
export type { AppOptions } from '../operations/apps.ts'
