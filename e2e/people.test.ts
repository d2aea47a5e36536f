// The People page and what goes with it, as agents meet it: invited, placed, given roles, logged, seen by
// colleagues, and kept out of what their role does not let them in.
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Agent, agentOn } from './support/agent.ts'
import { audit } from './support/axe.ts'
import { setStage, shoot } from './support/stage.ts'
import { deadline, eventually } from './support/visitor.ts'

const stage = setStage()
const password = 'mauve giraffe bicycle'

async function openTab(agent: Agent, tab: string): Promise<void> {
  await agent.page.evaluate((name) => {
    location.hash = `#/people/demo/${name}`
  }, tab)
  await agent
    .hook(`people-${tab}`)
    .and(agent.page.locator('[aria-current="page"]'))
    .waitFor({ timeout: deadline })
}

/** Invites by the page, and gives the link. */
async function invite(agent: Agent, email: string, role: string): Promise<string> {
  await openTab(agent, 'agents')
  await agent.hook('invite').click()
  await agent.hook('invite-email').fill(email)
  await agent.hook('invite-role').selectOption(role)
  await agent.hook('invite-send').click()
  const link = agent.hook('invite-link')
  await link.waitFor({ timeout: deadline })
  return link.inputValue()
}

/** Comes in by the link with a new account. */
async function accept(link: string, name: string, options?: BrowserContextOptions): Promise<Agent> {
  const page = await (await stage.profile(options)).newPage()
  await page.goto(link)
  const agent = agentOn(page)
  await agent.hook('invited-name').fill(name, { timeout: deadline })
  await agent.hook('invited-password').fill(password)
  await shoot(page, `people-accept-${name.split(' ')[0]}`)
  await agent.hook('invited-accept').click()
  await agent.hook('inbox').waitFor({ timeout: deadline })
  return agent
}

const member = (agent: Agent, name: string) => agent.hook('member').filter({ hasText: name })
const goTo = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

describe('people of a site', () => {
  it('[IN-16] a colleague is invited by link, comes in with a password, and is placed', async () => {
    const owner = await stage.agent()
    await owner.hook('nav-people').click()
    await member(owner, 'Noor Haddad').waitFor({ timeout: deadline })
    await shoot(owner.page, 'people-agents')
    const link = await invite(owner, 'cleo@demo.example', 'agent')
    await shoot(owner.page, 'people-link')
    await owner.hook('invite-done').click()
    await owner.hook('invitations').getByText('cleo@demo.example').waitFor()
    expect(await audit(owner.page)).toEqual([])

    const cleo = await accept(link, 'Cleo Park')
    expect(await cleo.hook('nav-people').count()).toBe(0)
    expect(await cleo.hook('nav-settings').count()).toBe(0)
    // By its address it says why not.
    await goTo(cleo.page, '#/people/demo/log')
    await cleo.hook('refused').waitFor({ timeout: deadline })
    await shoot(cleo.page, 'people-refused')

    await owner.page.reload()
    await member(owner, 'Cleo Park')
      .locator('[data-foyer="role"]')
      .selectOption('supervisor', { timeout: deadline })
    // Rights take effect on the open page.
    await goTo(cleo.page, '#/inbox/mine')
    await cleo.hook('nav-assistant').waitFor({ timeout: deadline })
    // The link works once.
    stage.announce(/404/)
    await goTo(cleo.page, `#${new URL(link).hash.slice(1)}`)
    await cleo.hook('invited-home').waitFor({ timeout: deadline })
  })

  it('[IN-16] who forgot the password comes back in by a link, which works once', async () => {
    stage.announce(/status of 40[014]/)
    const owner = await stage.agent()
    const fern = await accept(await invite(owner, 'fern@demo.example', 'agent'), 'Fern Lake')
    await owner.page.reload()
    await member(owner, 'Fern Lake').waitFor({ timeout: deadline })
    await member(owner, 'Fern Lake').locator('[data-foyer="member-more"]').click()
    await owner.hook('member-password').click()
    const field = owner.hook('invite-link')
    await field.waitFor({ timeout: deadline })
    const link = await field.inputValue()
    await shoot(owner.page, 'people-password-link')
    expect(await audit(owner.page)).toEqual([])

    const page = await (await stage.profile()).newPage()
    await page.goto(link)
    const back = agentOn(page)
    await back.hook('password-new').fill('password1234', { timeout: deadline })
    await back.hook('password-set').click()
    await page.getByRole('alert').waitFor()
    await shoot(page, 'people-password-new')
    expect(await audit(page)).toEqual([])
    await back.hook('password-new').fill('copper lantern seaside')
    await back.hook('password-set').click()
    await back.hook('inbox').waitFor({ timeout: deadline })
    expect(page.url()).not.toContain('password')
    // Where Fern was signed in before, the old password is asked for in vain.
    await fern.hook('email').waitFor({ timeout: deadline })

    const again = await (await stage.profile({ locale: 'ar-EG' })).newPage()
    await again.goto(link)
    const late = agentOn(again)
    await late.hook('password-home').waitFor({ timeout: deadline })
    await shoot(again, 'people-password-gone')
    await late.hook('password-home').click()
    await late.hook('email').waitFor()
  })

  it('[IN-16] a role of the site’s own is made in the matrix and given', async () => {
    const owner = await stage.agent()
    await openTab(owner, 'roles')
    await owner.hook('role-new').click({ timeout: deadline })
    await owner.hook('role-name').fill('Writers')
    await owner.hook('may-faq.edit').check()
    await shoot(owner.page, 'people-roles')
    await owner.hook('save').click()
    await owner.hook('save-bar').waitFor({ state: 'detached', timeout: deadline })
    expect(await audit(owner.page)).toEqual([])
    await openTab(owner, 'agents')
    await member(owner, 'Noor Haddad').locator('[data-foyer="role"]').selectOption({ label: 'Writers' })
    await owner.page.locator('.toast').filter({ hasText: 'Saved' }).waitFor({ timeout: deadline })
    // One that somebody has is not removed.
    await openTab(owner, 'roles')
    stage.announce(/409/)
    await owner.hook('role-remove').click({ timeout: deadline })
    await owner.hook('save').click()
    await owner.page.locator('.field-error').waitFor({ timeout: deadline })
    await owner.hook('discard').click()
    await openTab(owner, 'agents')
    await member(owner, 'Noor Haddad')
      .locator('[data-foyer="role"]')
      .selectOption('owner', { timeout: deadline })
    await owner.page.locator('.toast').filter({ hasText: 'Saved' }).waitFor({ timeout: deadline })
  })

  it('[IN-16] the last owner stays', async () => {
    stage.announce(/409/)
    const owner = await stage.agent()
    await openTab(owner, 'agents')
    const role = (name: string) => member(owner, name).locator('[data-foyer="role"]')
    await role('Noor Haddad').selectOption('admin', { timeout: deadline })
    await owner.page.locator('.toast').filter({ hasText: 'Saved' }).waitFor({ timeout: deadline })
    await role('Robin Vale').selectOption('agent')
    await owner.page
      .locator('.toast.danger')
      .filter({ hasText: 'keeps an owner' })
      .waitFor({ timeout: deadline })
    await eventually(() => role('Robin Vale').inputValue()).toBe('owner')
    await role('Noor Haddad').selectOption('owner')
    await owner.page.locator('.toast').filter({ hasText: 'Saved' }).waitFor({ timeout: deadline })
  })

  it('[RT-12] departments are a tree; colleagues show in the rail, and open with permission', async () => {
    const [robin, noor] = await Promise.all([stage.agent(0), stage.agent(1)])
    await openTab(robin, 'departments')
    await robin.hook('department-new').click({ timeout: deadline })
    await robin.hook('department-name').fill('Sales')
    await robin.hook('department-new').click()
    await robin.hook('department-name').last().fill('Sales North')
    await robin.hook('department-parent').last().selectOption({ label: 'Below Sales' })
    await shoot(robin.page, 'people-departments')
    await robin.hook('save').click()
    await robin.hook('save-bar').waitFor({ state: 'detached', timeout: deadline })

    const visitor = await stage.visitor()
    await visitor.talk()
    await visitor.say('Is this table made of oak?')
    await noor.showList('unassigned')
    await noor.openRow('made of oak')
    await noor.say('Yes, it is.')
    await visitor.page.getByText('Yes, it is.').first().waitFor({ timeout: deadline })
    await robin.page.reload()
    await goTo(robin.page, '#/inbox/mine')
    const colleague = robin
      .hook('colleagues-list')
      .getByRole('button', { name: /Noor Haddad, Online, 1 open/ })
    await colleague.click({ timeout: deadline })
    await robin.openRow('Yes, it is.')
    await robin.hook('helps').waitFor({ timeout: deadline })
    await shoot(robin.page, 'people-colleague')
    await robin.say('Oiled oak, to be exact.')
    await visitor.page.getByText('Oiled oak').first().waitFor({ timeout: deadline })
    // The visitor sees the same agent.
    expect(await visitor.page.content()).not.toContain('Robin Vale')
    expect(await audit(robin.page)).toEqual([])
    await robin.hook('leave-colleague').click()
    await robin.hook('leave-colleague').waitFor({ state: 'detached' })
  })

  it('[IN-17] [I12] the log says who changed what, before and after, and that it is whole', async () => {
    const owner = await stage.agent()
    await openTab(owner, 'log')
    await owner.hook('log-line').first().waitFor({ timeout: deadline })
    await owner.hook('log-what').selectOption('settings.')
    const departments = owner.hook('log-line').filter({ hasText: 'Departments' }).first()
    await departments.locator('summary').click({ timeout: deadline })
    await departments.getByText('Sales North').waitFor()
    await shoot(owner.page, 'people-log')
    await owner.hook('log-check').click()
    await owner.page.locator('.toast').filter({ hasText: 'Whole' }).waitFor({ timeout: deadline })
    expect(await audit(owner.page)).toEqual([])
  })

  it('[IN-16] one’s own name and password are changed in the preferences', async () => {
    const owner = await stage.agent()
    const cleo = await accept(await invite(owner, 'dana@demo.example', 'agent'), 'Dana Roy')
    await goTo(cleo.page, '#/preferences')
    await cleo.hook('account-name').fill('Dana R. Roy', { timeout: deadline })
    await cleo.hook('account-rename').click()
    await cleo.hook('me').getByText('Dana R. Roy').waitFor({ timeout: deadline })
    await cleo.hook('account-password').click()
    await cleo.hook('account-old').fill('not this one at all')
    await cleo.hook('account-new').fill('violet walrus trombone')
    stage.announce(/400/)
    await cleo.hook('account-save-password').click()
    await cleo.page.locator('.field-error').waitFor({ timeout: deadline })
    await shoot(cleo.page, 'people-account')
    await cleo.hook('account-old').fill(password)
    await cleo.hook('account-save-password').click()
    await cleo.page
      .locator('.toast')
      .filter({ hasText: 'password is changed' })
      .waitFor({ timeout: deadline })
    await cleo.page.reload()
    await cleo.hook('account-password').waitFor({ timeout: deadline })
  })

  it('[WG-15] [IN-18] is as good in Arabic, in the dark and on a phone', async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true }
    const ways: [string, BrowserContextOptions][] = [
      ['dark', { colorScheme: 'dark' }],
      ['arabic', { locale: 'ar' }],
      ['phone', phone],
      ['phone-arabic-dark', { ...phone, locale: 'ar', colorScheme: 'dark' }],
    ]
    for (const [name, options] of ways) {
      const agent = await stage.agent(0, options)
      for (const tab of ['agents', 'roles', 'departments', 'log']) {
        await openTab(agent, tab)
        await agent.page.locator('.people-body').waitFor({ timeout: deadline })
        await agent.page.waitForLoadState('networkidle')
        if (tab === 'log')
          await agent.hook('log-line').first().locator('summary').click({ timeout: deadline })
        await shoot(agent.page, `people-${tab}-${name}`)
        const overflow = await agent.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect([name, tab, overflow]).toEqual([name, tab, 0])
        expect(await audit(agent.page)).toEqual([])
      }
    }
  })
})
