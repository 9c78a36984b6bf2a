export * from '@openparley/client/webhooks'
