// @vitest-environment happy-dom
import type { WidgetAppearance } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { createLauncher } from '../loader/launcher.ts'
import { createBadge } from './launcher.ts'

const appearance = { color: '#2f6f4f', launcherText: '', title: 'Ask us', lead: 'Chat: ' } as WidgetAppearance

it('[WG-12] shows how much is unread', () => {
  const root = document.createElement('div').attachShadow({ mode: 'open' })
  const { button, paint } = createLauncher(root, () => {})
  paint(appearance)
  expect(button.ariaLabel).toBe('Chat: Ask us')
  const setBadge = createBadge(button)
  const badge = button.querySelector('[part=badge]')!
  setBadge(3, '3 unread messages', appearance)
  expect([badge.textContent, button.ariaLabel]).toEqual(['3', 'Chat: Ask us, 3 unread messages'])
  setBadge(120, '120 unread messages', { ...appearance, launcherText: 'Help' })
  expect([badge.textContent, button.ariaLabel]).toEqual(['99+', 'Help, 120 unread messages'])
  setBadge(0, '', appearance)
  expect([badge.textContent, button.ariaLabel]).toEqual(['', 'Chat: Ask us'])
})
