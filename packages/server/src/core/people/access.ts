/**
 * Who of a site's agents may see a conversation, write in it, or give it to somebody (RT-10, RT-12). What nobody
 * has is everybody's; what a colleague has takes a permission, and without it looks as if it did not exist. Pure.
 */
import type { Actor, Id, Permission } from '@foyer/protocol'

/** An agent of the conversation's site, with what it may do there. */
export interface Viewer {
  id: Id
  may(permission: Permission): boolean
}

/** What of a conversation decides: whose it is, also after it has ended. */
export interface Owned {
  agent: Pick<Actor, 'id'> | null
}

export function isColleagues(viewer: Pick<Viewer, 'id'>, { agent }: Owned): boolean {
  return agent !== null && agent.id !== viewer.id
}

/** To see it in lists, open it and read on in it. */
export function maySee(viewer: Viewer, conversation: Owned): boolean {
  return !isColleagues(viewer, conversation) || viewer.may('conversation.openOthers')
}

/** To write in it, end it, tag it, and edit its visitor. Who may not see it may not write in it either. */
export function mayWrite(viewer: Viewer, conversation: Owned): boolean {
  if (!isColleagues(viewer, conversation)) return true
  return viewer.may('conversation.openOthers') && viewer.may('conversation.help')
}

/** The permission that is missing to give it to `to` (null: to nobody), or null where it may be given. */
export function missingToAssign(
  viewer: Viewer,
  conversation: Owned,
  to: Pick<Actor, 'id'> | null,
): Permission | null {
  const isClaim = to !== null && to.id === viewer.id
  if (isClaim && !isColleagues(viewer, conversation)) return null
  const needed = isColleagues(viewer, conversation) ? 'conversation.transferOthers' : 'conversation.transfer'
  return viewer.may(needed) ? null : needed
}
