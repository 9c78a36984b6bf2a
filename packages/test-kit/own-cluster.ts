import { inject } from 'vitest'
import { type Cluster, startCluster } from './cluster.ts'

/** Starts a PostgreSQL server that only this test or file uses, and may restart or kill. */
export const ownCluster = (): Promise<Cluster> =>
  startCluster({}, { template: inject('emptyCluster') })
