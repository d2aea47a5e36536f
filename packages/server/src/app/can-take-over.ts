/**
 * Whether people of a site could take a conversation over now, and whether its bot answers meanwhile. Asked of
 * every visitor's message, so it looks at memory alone. `plan` is the one that received the conversation.
 */
import type { BusinessHours, Id, RoutingGroup, SiteSettings } from '@foyer/protocol'
import { type Automatic, nothingAutomatic } from '../core/assistant/automatic.ts'
import { isWithinHours as isNowWithin } from '../core/hours/business-hours.ts'
import { type Reception, receptionOf } from '../core/routing/reception.ts'
import type { Clock } from '../ports/clock.ts'
import type { PresentAgent } from '../ports/presence.ts'
import { createKept } from './kept.ts'
import { isAtWork, type Presence } from './presence.ts'

export interface TakeOver {
  /** Within hours, an agent is at work, and people answer at all. */
  canTakeOver(site: string, plan?: Id | null): boolean
  /** One of those has room for one more. */
  isFree(site: string, plan?: Id | null): boolean
  isWithinHours(site: string): boolean
  /** By the group's hours, or the site's where it has none of its own. */
  isOpen(site: string, group: RoutingGroup | null): boolean
  /** The bot's hour, as the site set it (AS-5). Whether it knows anything is for others to ask. */
  isBotOn(site: string, plan?: Id | null): boolean
  /** What of the site acts by itself now. */
  automaticOf(site: string, plan?: Id | null): Automatic
  /** Null for an unknown site. */
  receptionOf(site: string, plan?: Id | null): Reception | null
}

/** Milliseconds after which another node thinks that nobody answers: a model may take its time. */
const patience = { faq: 5_000, model: 75_000 } as const

/** Hours that are remembered, of sites and groups. */
const mostKept = 2_000

export function createTakeOver(ports: {
  presence: Pick<Presence, 'present' | 'hasAssistant'>
  settingsOf(site: string): SiteSettings | null
  clock: Pick<Clock, 'now'>
}): TakeOver {
  const { presence, settingsOf, clock } = ports
  /** Hours turn with the minute, and messages ask far more often. */
  const looked = createKept<{ hours: BusinessHours; minute: number; isWithin: boolean }>(mostKept)

  function isNow(key: string, hours: BusinessHours | undefined): boolean {
    if (hours?.isOn !== true) return true
    const now = clock.now()
    const minute = Math.floor(now / 60_000)
    const known = looked.get(key)
    if (known?.hours === hours && known.minute === minute) return known.isWithin
    const isWithin = isNowWithin(hours, now)
    looked.set(key, { hours, minute, isWithin })
    return isWithin
  }

  const isWithinHours = (site: string) => isNow(site, settingsOf(site)?.hours)
  const isOpen = (site: string, group: RoutingGroup | null) =>
    group === null || group.hours === null ? isWithinHours(site) : isNow(`${site} ${group.id}`, group.hours)
  const reception = (site: string, plan: Id | null = null) => {
    const settings = settingsOf(site)
    return settings === null ? null : receptionOf(settings, plan)
  }

  /** Whether somebody at work, of whom `may` holds, is expected at this hour. */
  function somebody(site: string, may: (agent: PresentAgent) => boolean): boolean {
    const present = presence.present(site).filter((agent) => isAtWork(agent) && may(agent))
    if (present.length === 0) return false
    if (isWithinHours(site)) return true
    const groups = settingsOf(site)?.routing.groups ?? []
    return groups.some(
      (group) =>
        group.hours !== null &&
        isOpen(site, group) &&
        group.members.some(({ agent }) => present.some(({ id }) => id === agent)),
    )
  }

  function canTakeOver(site: string, plan: Id | null = null): boolean {
    return reception(site, plan)?.mode !== 'botOnly' && somebody(site, () => true)
  }

  function isFree(site: string, plan: Id | null = null): boolean {
    const routing = settingsOf(site)?.routing
    if (routing?.isOn !== true) return canTakeOver(site, plan)
    if (reception(site, plan)?.mode === 'botOnly') return false
    const isOnline = presence.present(site).some(({ status }) => status === 'online')
    return somebody(
      site,
      ({ id, status, load }) =>
        load < (routing.limits[id] ?? routing.limit) && (status === 'online' || !isOnline),
    )
  }

  function isBotOn(site: string, plan: Id | null = null): boolean {
    const { bot = 'off', mode } = reception(site, plan) ?? {}
    if (mode === 'humanOnly') return false
    return bot === 'always' || (bot === 'offHours' && !isWithinHours(site))
  }

  return {
    canTakeOver,
    isFree,
    isWithinHours,
    isOpen,
    isBotOn,
    receptionOf: reception,
    automaticOf(site, plan = null) {
      const settings = settingsOf(site)
      const isExternal = presence.hasAssistant(site)
      if (settings === null) return nothingAutomatic
      const { assistant, hours } = settings
      const autoSend = assistant.recommend && assistant.autoSend
      const isBot = isBotOn(site, plan)
      if (!isBot && assistant.bot === 'off' && !autoSend && !hours.isOn) {
        return isExternal ? onlyExternal : nothingAutomatic
      }
      return {
        bot: isBot,
        isExternal,
        autoSend,
        isOffHours: !isWithinHours(site),
        isAttended: canTakeOver(site, plan),
        patience: assistant.answerer === 'faq' ? patience.faq : patience.model,
      }
    },
  }
}

const onlyExternal: Automatic = { ...nothingAutomatic, isExternal: true }
