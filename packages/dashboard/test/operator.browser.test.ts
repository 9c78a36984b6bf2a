import { unwrap } from '@openparley/client'
import { expectAccessible } from '@openparley/test-kit/accessible'
import { chromiumPath } from '@openparley/test-kit/browser'
import { dashboardServer, openDashboard } from '@openparley/test-kit/dashboard-page'
import { temporaryFolder } from '@openparley/test-kit/folder'
import { press, pressUntil } from '@openparley/test-kit/keyboard'
import { operatorOf } from '@openparley/test-kit/operator'
import { clientOf } from '@openparley/test-kit/server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The browser reports each refusal that a page gets. */
const expected = /status of 40\d/

const named = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const title = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

describe.skipIf(!chromiumPath)("the dashboard's pages of the operator (need chromium)", () => {
  let server: Awaited<ReturnType<typeof dashboardServer>>
  let operator: ReturnType<typeof operatorOf>
  beforeAll(async () => {
    server = await dashboardServer({ databaseUrl: `sqlite:${temporaryFolder(afterAll)}/chat.db` })
    operator = operatorOf(server)
  })

  /** A new app, with one user. */
  async function madeApp(id: string) {
    const { body } = await operator('createApp', {}, { id })
    const app = { baseUrl: server.baseUrl, appId: id, secretKey: body.key.secret }
    unwrap(await clientOf(app).PUT('/users', { body: { alice: { name: 'Alice' } } }))
    return app
  }

  test('an app is created by keyboard alone, its key works, and a taken id is refused', async () => {
    const page = await openDashboard(server, '#/apps', { expected })
    await expectAccessible(page)
    await pressUntil(page, 'Tab', 'button "Create an app"')
    await press(page, 'Enter')
    await named(page, 'Id of the app (optional)').waitFor()
    await pressUntil(page, 'Tab', /^textbox "Id of the app/)
    await page.keyboard.type('shop')
    await press(page, 'Enter')
    await page
      .getByRole('alert')
      .getByText(/exists/)
      .waitFor()
    await expectAccessible(page)
    await press(page, 'Control+A')
    await page.keyboard.type('boutique')
    await press(page, 'Enter')
    await title(page, 'The app is ready').waitFor()
    const secretKey = (await page.locator('.code-block pre').textContent()) ?? ''
    await expectAccessible(page)
    await pressUntil(page, 'Tab', 'button "Open the app"')
    await press(page, 'Enter')
    await title(page, 'boutique').waitFor()
    const client = clientOf({ baseUrl: server.baseUrl, appId: 'boutique', secretKey })
    unwrap(await client.PUT('/users', { body: { alice: { name: 'Alice' } } }))
    await page.getByText('1 in 90 days').waitFor()
    await page.getByRole('figure', { name: 'Users' }).getByText('Numbers').click()
    const today = page.getByRole('region', { name: 'Users per day' }).getByRole('row').nth(1)
    expect(await today.textContent()).toMatch(/\w 1$|1$/)
    await expectAccessible(page)
  })

  test('an app is deleted only when its id was typed', async () => {
    const app = await madeApp('doomed')
    // Until the response to the deletion arrives, the page reads the numbers of the app again.
    const page = await openDashboard(server, '#/apps/doomed', { expected })
    await button(page, 'Delete the app…').click()
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete the app' })
    expect(await confirm.isDisabled()).toBe(true)
    await expectAccessible(page)
    await page.keyboard.type('doome')
    await press(page, 'Enter')
    expect(await confirm.isDisabled()).toBe(true)
    await page.keyboard.type('d')
    await press(page, 'Enter')
    await page.getByText('The app is deleted').waitFor()
    await page.getByRole('row', { name: /doomed.*Deleting/ }).waitFor()
    expect(await clientOf(app).GET('/users')).toMatchObject({ response: { status: 401 } })
  })

  test('a key is created, renamed, rotated and revoked; the last one is not', async () => {
    const app = await madeApp('keys')
    const page = await openDashboard(server, '#/apps/keys/keys', { expected })
    await page.getByRole('row', { name: /Backend/ }).waitFor()
    await page.getByRole('button', { name: /^Revoke Backend/ }).click()
    await button(page, 'Revoke').click()
    await page
      .getByRole('alert')
      .getByText(/rotate it instead/i)
      .waitFor()
    await expectAccessible(page)
    await press(page, 'Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

    await button(page, 'Create a key').click()
    await named(page, 'Name').fill('Mailer')
    await press(page, 'Enter')
    await title(page, 'The key Mailer').waitFor()
    await button(page, 'Done').click()
    await page.getByRole('button', { name: /^Rename Mailer/ }).click()
    await named(page, 'Name').fill('Letters')
    await press(page, 'Enter')
    await page.getByRole('row', { name: /Letters/ }).waitFor()

    await page.getByRole('button', { name: /^Rotate Letters/ }).click()
    await page.getByLabel('The old key stays valid for').selectOption('An hour')
    await expectAccessible(page)
    await button(page, 'Rotate').click()
    await title(page, 'The new key Letters').waitFor()
    const secretKey = (await page.locator('.code-block pre').textContent()) ?? ''
    await button(page, 'Done').click()
    await page.getByRole('row', { name: /Letters.*Ends in/ }).waitFor()
    await expectAccessible(page)
    expect((await clientOf({ ...app, secretKey }).GET('/users')).response.status).toBe(200)

    await page.getByRole('button', { name: /^Revoke Backend/ }).click()
    await button(page, 'Revoke').click()
    await expect.poll(() => page.getByRole('row', { name: /Backend/ }).count()).toBe(0)
    expect((await clientOf(app).GET('/users')).response.status).toBe(401)
  })

  test('every setting is shown with its effect, and only changes are saved', async () => {
    await madeApp('settings')
    const page = await openDashboard(server, '#/apps/settings/settings', { expected })
    const { body } = await operator('getAppDetails', { appId: 'settings' })
    await page.getByLabel('Notification delay').waitFor()
    for (const name of Object.keys(body.settings).filter((name) => name !== 'roles')) {
      const control = page.locator(`#${name}`)
      expect(await control.getAttribute('aria-describedby'), name).toBe(`${name}-hint`)
      expect((await page.locator(`#${name}-hint`).textContent())?.length, name).toBeGreaterThan(20)
    }
    await expectAccessible(page)
    await page.getByLabel('Notification delay').fill('901')
    await page.getByLabel('Client side conversation sync').check()
    await page
      .getByLabel('Allowed origins')
      .fill('https://shop.example\n https://www.shop.example \n')
    await page.getByText('3 changes, not saved yet').waitFor()
    // The browser would refuse it first.
    await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
    await button(page, 'Save').click()
    await page.locator('#notificationDelay-fault').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Notification delay').fill('60')
    await button(page, 'Save').click()
    await page.getByText('Saved.').waitFor()
    expect((await operator('getAppDetails', { appId: 'settings' })).body.settings).toEqual({
      ...body.settings,
      notificationDelay: 60,
      clientSideConversationSync: true,
      allowedOrigins: ['https://shop.example', 'https://www.shop.example'],
    })
    await expect.poll(() => button(page, 'Save').count()).toBe(0)
  })

  test('a role is added, changed and removed', async () => {
    await madeApp('roles')
    const page = await openDashboard(server, '#/apps/roles/roles')
    await title(page, 'All users have the same permissions').waitFor()
    await expectAccessible(page)
    await button(page, 'Add a role').click()
    await named(page, 'Name of the role').fill('guest')
    await press(page, 'Enter')
    const sends = page.getByRole('checkbox', { name: 'Send messages, guest' })
    await sends.waitFor()
    expect(await sends.isChecked()).toBe(true)
    await sends.uncheck()
    await button(page, 'Save').click()
    await expect.poll(() => button(page, 'Save').count()).toBe(0)
    await expectAccessible(page)
    const { body } = await operator('getAppDetails', { appId: 'roles' })
    expect(body.settings.roles.guest).toMatchObject({ sendMessages: false, react: true })
    await button(page, 'Remove the role guest').click()
    await title(page, 'All users have the same permissions').waitFor()
    await button(page, 'Save').click()
    await expect.poll(() => button(page, 'Save').count()).toBe(0)
    expect((await operator('getAppDetails', { appId: 'roles' })).body.settings.roles).toEqual({})
  })

  test('the server page shows nodes, streams and the event log', async () => {
    const page = await openDashboard(server, '#/server')
    await page.getByRole('row', { name: /responds here/ }).waitFor()
    await page.getByText('168 hours').waitFor()
    await page.getByRole('row', { name: /usage/ }).waitFor()
    await expectAccessible(page)
  })

  test('a backup is made, says how to restore it, and is deleted', async () => {
    const page = await openDashboard(server, '#/backups')
    await title(page, 'No backups yet').waitFor()
    await expectAccessible(page)
    await button(page, 'Make a backup').click()
    await page.getByRole('row', { name: /Complete/ }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Restore the backup/ }).click()
    await page.getByText(/^openparley restore .*backup_\w+\.db/).waitFor()
    await expectAccessible(page)
    await press(page, 'Escape')
    await page.getByRole('button', { name: /^Delete the backup/ }).click()
    await button(page, 'Delete').click()
    await title(page, 'No backups yet').waitFor()
  })
})
