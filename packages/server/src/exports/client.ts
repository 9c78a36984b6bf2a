export * from '@openparley/client'
