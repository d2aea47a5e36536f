/** How each list of the inbox is called and drawn, and what it says when it is empty. */
import type { MessageKey } from '../locale.ts'
import type { ShownList } from '../models/route.ts'
import type { IconName } from './icon.tsx'

interface Face {
  name: MessageKey
  empty: MessageKey
  hint: MessageKey
  icon: IconName
}

export const listFaces: Record<ShownList, Face> = {
  mine: { name: 'list.mine', empty: 'empty.mine', hint: 'empty.mine.hint', icon: 'person' },
  unassigned: {
    name: 'list.unassigned',
    empty: 'empty.unassigned',
    hint: 'empty.unassigned.hint',
    icon: 'queue',
  },
  bot: { name: 'list.bot', empty: 'empty.bot', hint: 'empty.bot.hint', icon: 'bot' },
  all: { name: 'list.all', empty: 'empty.all', hint: 'empty.all.hint', icon: 'inbox' },
  unread: { name: 'list.unread', empty: 'empty.unread', hint: 'empty.unread.hint', icon: 'bell' },
  unreplied: {
    name: 'list.unreplied',
    empty: 'empty.unreplied',
    hint: 'empty.unreplied.hint',
    icon: 'hourglass',
  },
  snoozed: { name: 'list.snoozed', empty: 'empty.snoozed', hint: 'empty.snoozed.hint', icon: 'clock' },
  suspected: {
    name: 'list.suspected',
    empty: 'empty.suspected',
    hint: 'empty.suspected.hint',
    icon: 'warning',
  },
  closed: { name: 'list.closed', empty: 'empty.closed', hint: 'empty.closed.hint', icon: 'closed' },
}
