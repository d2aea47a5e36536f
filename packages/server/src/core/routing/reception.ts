/** How a visitor is received: by the first plan that speaks of it, or as the site has it (RT-2, RT-8). Pure. */
import type {
  AssistantSettings,
  IdleSettings,
  LeaveWhen,
  ReceptionMode,
  ReceptionPlan,
  SiteSettings,
} from '@foyer/protocol'
import { hold, type VisitorFacts } from './conditions.ts'

export interface Reception {
  mode: ReceptionMode
  bot: AssistantSettings['bot']
  idle: IdleSettings
  leave: LeaveWhen
}

export function choosePlan({ routing }: SiteSettings, facts: VisitorFacts): ReceptionPlan | null {
  return routing.plans.find(({ when }) => hold(when, facts)) ?? null
}

/** What holds for a conversation that `plan` received; one that is gone by now is as none. */
export function receptionOf(settings: SiteSettings, plan: string | null): Reception {
  const chosen = plan === null ? undefined : settings.routing.plans.find(({ id }) => id === plan)
  const { reception: mode, idle, assistant } = settings
  const { when: leave } = settings.forms.leave
  if (chosen === undefined) return { mode, idle, bot: assistant.bot, leave }
  return {
    mode: chosen.mode,
    idle: chosen.idle ?? idle,
    bot: chosen.bot ?? assistant.bot,
    leave: chosen.leave ?? leave,
  }
}

/** What is so of the site at the moment when a conversation begins. */
export interface Moment {
  /** The bot answers now, and knows something. */
  isBotReady: boolean
  /** An assistant of the site's own is connected. */
  hasAssistant: boolean
  /** Within hours, and somebody is online and free. */
  isFree: boolean
  /** A guided question was picked: it is for the bot (AS-14). */
  isGuided: boolean
  /** Its last agent is here (RT-5). */
  hasLastAgent: boolean
}

/** Who answers first. */
export function firstHandler(
  mode: ReceptionMode,
  { isBotReady, hasAssistant, isFree, isGuided, hasLastAgent }: Moment,
): { handler: 'assistant' | 'queue'; isExternal?: true } {
  const queue = { handler: 'queue' } as const
  if (mode === 'humanOnly' || (hasLastAgent && mode !== 'botOnly')) return queue
  if (isGuided && !hasAssistant) return { handler: 'assistant' }
  if (mode === 'humanFirst' && isFree && !isGuided) return queue
  if (hasAssistant) return { handler: 'assistant', isExternal: true }
  return isBotReady ? { handler: 'assistant' } : queue
}
