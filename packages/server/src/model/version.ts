/** The versions of the API, oldest first. They compare as text. */
export const versions = ['2021-01-01', '2021-02-09', '2021-07-30', '2024-01-01'] as const

export type Version = (typeof versions)[number]

export const newestVersion: Version = '2024-01-01'

/** The change of each version. A request with an older version gets the previous behaviour. */
export const since = {
  ordering: '2021-02-09',
  leavingRemoves: '2021-07-30',
  unknownUserIsNotFound: '2024-01-01',
} as const satisfies Record<string, Version>
