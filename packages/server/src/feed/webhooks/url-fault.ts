import { type AddressRule, addressIn } from './addresses.ts'

const allowed = 'the networks that the setting WEBHOOK_ALLOW lists'

/**
 * Returns why webhooks cannot have the URL, or undefined if they can. The address of a name is only known when a
 * connection is made, so it is checked at that time.
 */
export function urlFault(text: string, rule: AddressRule): string | undefined {
  if (!URL.canParse(text)) return 'Must be a URL, such as https://example.com/webhooks.'
  const { protocol, hostname, username, password } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'Must begin with https:.'
  if (username !== '' || password !== '')
    return 'Must not have a user name or a password. The signature of a delivery proves who sent it.'
  const addresses = addressesOf(hostname)
  if (protocol === 'http:') {
    const canBeListed = addresses ? addresses.some(rule.isListed) : rule.listsSome
    if (!canBeListed) return `Must begin with https:. Without TLS, only ${allowed} are called.`
  }
  if (!addresses || addresses.some(rule.allows)) return undefined
  return `${hostname} is not public. Webhooks are sent only to public hosts and to ${allowed}.`
}

/** The addresses of a host that are known without a DNS query; undefined for other names. */
function addressesOf(hostname: string): string[] | undefined {
  if (/^(.*\.)?localhost\.?$/.test(hostname)) return ['127.0.0.1', '::1']
  const address = addressIn(hostname)
  return address === undefined ? undefined : [address]
}
