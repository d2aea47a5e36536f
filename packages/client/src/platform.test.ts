// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { herePlatform } from './platform.ts'

test('[lesson 26] tells of the network and of the page coming back, until it is let go', () => {
  const heard: string[] = []
  const off = herePlatform().listen((event) => heard.push(event))
  const visibility = vi.spyOn(document, 'visibilityState', 'get')
  const fire = (target: EventTarget, name: string) => target.dispatchEvent(new Event(name))
  visibility.mockReturnValue('hidden')
  fire(document, 'visibilitychange')
  visibility.mockReturnValue('visible')
  fire(document, 'visibilitychange')
  fire(window, 'pageshow')
  fire(window, 'online')
  fire(window, 'offline')
  expect(heard).toEqual(['visible', 'visible', 'online', 'offline'])
  off()
  fire(window, 'online')
  expect(heard).toHaveLength(4)
})
