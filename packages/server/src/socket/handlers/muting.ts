/** Muting and blocking (RT-14), and whose visitor a command means. */
import type { Id } from '@foyer/protocol'
import type { Visitor } from '../../ports/visitors.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Who } from '../session-state.ts'
import { mine } from './change.ts'

export const mute: Handler<'mute'> = async (parts, { who }, keys) => {
  if (who.role === 'visitor') return refuse('forbidden', 'This command is for agents.')
  const visitor = await visitorOf(parts, who, keys)
  if (visitor === null) return notFound
  const refused =
    parts.rights.refusal(who, visitor.site, 'visitor.mute') ?? (await parts.profiles.bar(who, visitor, 'see'))
  if (refused !== null) return refused
  await parts.blocking.mute(visitor, keys.on, who.actor)
  return { ok: {} }
}

export const block: Handler<'block'> = async (parts, { who }, keys) => {
  if (who.role === 'visitor') return refuse('forbidden', 'This command is for agents.')
  const visitor = await visitorOf(parts, who, keys)
  if (visitor === null) return notFound
  const refused =
    parts.rights.refusal(who, visitor.site, 'visitor.block') ??
    (await parts.profiles.bar(who, visitor, 'see'))
  if (refused !== null) return refused
  const { on, network = false, until } = keys
  if (!on) {
    await parts.blocking.unblock(visitor, who.actor)
    return { ok: {} }
  }
  if (network && until === undefined) return refuse('bad_request', 'Say until when.', '/until')
  const error = await parts.blocking.block(
    visitor,
    who.actor,
    network && until !== undefined ? { until } : null,
  )
  return error === null ? { ok: {} } : { error }
}

/** The visitor, by itself or by a conversation, where this agent may see it. */
export async function visitorOf(
  parts: SocketParts,
  who: Who,
  { visitor, conversation }: { visitor?: Id; conversation?: Id },
): Promise<Visitor | null> {
  const id = conversation === undefined ? visitor : (await mine(parts, who, conversation))?.state.visitor
  const found = id === undefined ? null : await parts.visitors.find(id)
  return found !== null && who.role !== 'visitor' && who.sites.includes(found.site) ? found : null
}
