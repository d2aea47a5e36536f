// Slow and broken networks while somebody writes: what was sent stays in sight until it stands in the thread.
import { describe, expect, it } from 'vitest'
import { setStage } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage()

describe('sending before the thread is there', () => {
  it('[WG-13] on a slow network what was sent is never out of sight', async () => {
    const visitor = await stage.visitor()
    const { page } = visitor
    let letGo = () => {}
    const held = new Promise<void>((done) => (letGo = done))
    await page.route(/\/widget\/messages/, async (route) => {
      await held
      await route.continue()
    })
    await visitor.talk()
    await visitor.say('Slowly')
    await visitor.input.press('Enter')
    expect(await visitor.input.inputValue()).toBe('Slowly')
    letGo()
    await eventually(() => visitor.texts()).toEqual(['Slowly'])
    expect(await visitor.input.inputValue()).toBe('')
    await eventually(() => visitor.state()).toBe('sent')
  })

  it('[WG-13] what was sent offline before it could be drawn goes out by itself', async () => {
    stage.announce(/net::ERR_/, /WebSocket/)
    const visitor = await stage.visitor()
    const { page } = visitor
    await page.route(/\/widget\/messages/, (route) => route.abort())
    await visitor.talk()
    await page.context().setOffline(true)
    await visitor.say('From a tunnel')
    await visitor.panel.getByText('Messages go out once you are back').first().waitFor()
    expect(await visitor.input.inputValue()).toBe('From a tunnel')
    await page.unroute(/\/widget\/messages/)
    await page.context().setOffline(false)
    await eventually(() => visitor.texts()).toEqual(['From a tunnel'])
  })
})
