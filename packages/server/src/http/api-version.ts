import type { RequestFault } from './errors.ts'

/** The headers that name the version of the API which a request is written for. */
const names = ['TalkJS-REST-Version', 'Parley-Version'] as const

const versionsIn = (header: Record<string, unknown>) =>
  names.flatMap((name) => (header[name] === undefined ? [] : [header[name]]))

export const versionIn = (header: Record<string, unknown>): unknown => versionsIn(header)[0]

/** Refuses a request whose headers name two versions. */
export const versionFaults = (header: Record<string, unknown>): RequestFault[] =>
  new Set(versionsIn(header)).size > 1
    ? [{ in: 'header', field: [names[1]], why: `Must equal ${names[0]}.` }]
    : []
