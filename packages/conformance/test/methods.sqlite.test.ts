import { contract } from '@openparley/test-kit/contract'
import { checkedFetch } from '@openparley/test-kit/exchange'
import { testApp } from '@openparley/test-kit/server'
import { expect, test } from 'vitest'

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND']
const paths = Map.groupBy(contract.operations, ({ path }) => path)

test.each([...paths])(
  '%s returns 405 with Allow for every undocumented method',
  async (path, here) => {
    const { baseUrl, appId, secretKey } = await testApp()
    const declared = here.map(({ method }) => method)
    const own = declared.includes('GET') ? [...declared, 'HEAD'] : declared
    for (const method of methods.filter((method) => !own.includes(method))) {
      const url = `${baseUrl}${path.replaceAll(/\{\w+\}/g, appId)}`
      const headers = { authorization: `Bearer ${secretKey}` }
      const response = await checkedFetch(new Request(url, { method, headers }))
      expect([method, response.status]).toEqual([method, 405])
      expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(own.toSorted())
    }
  },
)
