/** What records and reports call things. */
import type { AssistantPart, ConversationRecord } from '@foyer/protocol'
import { type MessageKey, t } from '../../locale.ts'

const parts: Record<AssistantPart, MessageKey> = {
  none: 'part.none',
  alone: 'part.alone',
  handedOff: 'part.handedOff',
}

export function partName(part: AssistantPart): string {
  return t(parts[part])
}

/** `other` is the agents without a group; `–` stays what it is. */
export function groupText(group: string): string {
  return group === 'other' ? t('records.otherGroup') : group
}

export function channelText({ channel, source }: ConversationRecord): string {
  return source === '' ? channel : `${channel} · ${source}`
}
