import type { Permission } from '@foyer/protocol'
import { expect, it } from 'vitest'
import type { Session } from '../models/session.ts'
import { placesFor } from './places.ts'

const withPermissions = (...permissions: Permission[]) =>
  ({ state: 'signedIn', sites: [{ id: 'shop', permissions }] }) as unknown as Session
const hooks = (session: Session) => placesFor(session).map(({ hook }) => hook)

it('[IN-16] [IN-18] rail and palette lead to what somebody may use, and nowhere else', () => {
  expect(hooks(withPermissions())).toEqual(['nav-visitors', 'nav-quick-replies'])
  expect(hooks(withPermissions('records.read', 'log.read'))).toEqual([
    'nav-visitors',
    'nav-quick-replies',
    'nav-records',
    'nav-people',
  ])
  expect(hooks(withPermissions('routing.edit', 'faq.edit', 'reports.read'))).toEqual([
    'nav-assistant',
    'nav-visitors',
    'nav-quick-replies',
    'nav-reports',
    'nav-routing',
    'nav-settings',
  ])
})
