/** What the signed-in agent may do at a site (IN-16): what it may not is not offered. The server says so as well. */
import type { Permission } from '@foyer/protocol'
import { useConsole } from '../console.ts'

export function useMay(site: string): (permission: Permission) => boolean {
  const held = useConsole().session.session.value
  const permissions =
    held.state === 'signedIn' ? held.sites.find(({ id }) => id === site)?.permissions : undefined
  return (permission) => permissions?.includes(permission) === true
}
