/**
 * Whether people of a site could take a conversation over now, and whether its bot answers meanwhile. Asked of
 * every visitor's message, so it looks at memory alone.
 */
import type { BusinessHours, SiteSettings } from '@foyer/protocol'
import { type Automatic, nothingAutomatic } from '../core/assistant/automatic.ts'
import { isWithinHours as isNowWithin } from '../core/hours/business-hours.ts'
import type { Clock } from '../ports/clock.ts'
import { createKept } from './kept.ts'
import type { Presence } from './presence.ts'

export interface TakeOver {
  /** Within hours, and an agent is online. */
  canTakeOver(site: string): boolean
  /** An agent has room for one more; there are no limits yet, so whoever can take over is free. */
  isFree(site: string): boolean
  isWithinHours(site: string): boolean
  /** The bot's hour, as the site set it (AS-5). Whether it knows anything is for others to ask. */
  isBotOn(site: string): boolean
  /** What of the site acts by itself now. */
  automaticOf(site: string): Automatic
}

/** Milliseconds after which another node thinks that nobody answers: a model may take its time. */
const patience = { faq: 5_000, model: 75_000 } as const

/** Sites whose hours are remembered. */
const mostKept = 1_000

export function createTakeOver(ports: {
  presence: Pick<Presence, 'availability' | 'hasAssistant'>
  settingsOf(site: string): SiteSettings | null
  clock: Pick<Clock, 'now'>
}): TakeOver {
  const { presence, settingsOf, clock } = ports
  /** Hours turn with the minute, and messages ask far more often. */
  const looked = createKept<{ hours: BusinessHours; minute: number; isWithin: boolean }>(mostKept)

  function isWithinHours(site: string): boolean {
    const hours = settingsOf(site)?.hours
    if (hours?.isOn !== true) return true
    const now = clock.now()
    const minute = Math.floor(now / 60_000)
    const known = looked.get(site)
    if (known?.hours === hours && known.minute === minute) return known.isWithin
    const isWithin = isNowWithin(hours, now)
    looked.set(site, { hours, minute, isWithin })
    return isWithin
  }

  const canTakeOver = (site: string) => presence.availability(site).state === 'agents' && isWithinHours(site)

  function isBotOn(site: string): boolean {
    const bot = settingsOf(site)?.assistant.bot ?? 'off'
    return bot === 'always' || (bot === 'offHours' && !isWithinHours(site))
  }

  return {
    canTakeOver,
    isFree: canTakeOver,
    isWithinHours,
    isBotOn,
    automaticOf(site) {
      const settings = settingsOf(site)
      const isExternal = presence.hasAssistant(site)
      if (settings === null) return nothingAutomatic
      const { assistant, hours } = settings
      const autoSend = assistant.recommend && assistant.autoSend
      if (assistant.bot === 'off' && !autoSend && !hours.isOn) {
        return isExternal ? onlyExternal : nothingAutomatic
      }
      return {
        bot: isBotOn(site),
        isExternal,
        autoSend,
        isOffHours: !isWithinHours(site),
        isAttended: canTakeOver(site),
        patience: assistant.answerer === 'faq' ? patience.faq : patience.model,
      }
    },
  }
}

const onlyExternal: Automatic = { ...nothingAutomatic, isExternal: true }
