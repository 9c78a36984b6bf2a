export type * from '@openparley/spec/types'
