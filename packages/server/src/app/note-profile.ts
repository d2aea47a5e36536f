/**
 * What a visitor's message tells of it, noted after the message was stored (IN-5, IN-6): the profile's empty fields,
 * tags by rule, and in the conversation that it was so. Run twice, it is once.
 */
import type { SiteSettings } from '@foyer/protocol'
import { dueNote } from '../core/conversation/policy.ts'
import { extract } from '../core/extraction/extract.ts'
import { extractIntoProfile } from '../core/visitors/profile.ts'
import { tagsByRule } from '../core/visitors/tag-rules.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due } from '../ports/conversations.ts'
import type { Visitors } from '../ports/visitors.ts'
import { derivedId } from './derived-id.ts'
import type { Conversing } from './handle-command.ts'
import type { VisitorTags } from './visitor-tags.ts'

export type NoteProfile = (due: Due) => Promise<void>

export function createNoteProfile(ports: {
  conversations: Pick<Conversations, 'findEvent'>
  conversing: Pick<Conversing, 'find' | 'handle'>
  visitors: Visitors
  tags: VisitorTags
  settingsOf(site: string): SiteSettings | null
  clock: Clock
}): NoteProfile {
  const { conversations, conversing, visitors, clock } = ports
  return async (due) => {
    const settings = ports.settingsOf(due.site)
    const target = dueNote.seqOf(due)
    const [stored, event] = await Promise.all([
      conversing.find(due.conversation),
      conversations.findEvent(due.conversation, target, 0),
    ])
    // Deleted meanwhile: what is gone tells nothing.
    if (settings === null || stored === null || event?.type !== 'message.posted') return
    if (event.body.kind !== 'text') return
    const { text } = event.body
    const { visitor, site } = stored.state
    const found = settings.visitors.extraction ? extract(text) : []
    const kinds = found.map(({ kind }) => kind)
    const facts = { message: text, extracted: kinds }
    await visitors.change(visitor, ({ profile }) => {
      const after = extractIntoProfile(profile, found, clock.now())
      return after === profile ? null : { profile: after }
    })
    await ports.tags.byRule(site, visitor, facts)
    const cid = derivedId(due)
    await conversing.handle({
      visitor,
      conversation: due.conversation,
      cid,
      sender: { kind: 'system' },
      names: ['profile.extracted', 'tags.changed'],
      command: () => ({
        do: 'profile.note',
        target,
        kinds,
        tags: tagsByRule(settings.tags.rules, facts),
        at: clock.now(),
        by: { kind: 'system' },
        cid,
      }),
    })
  }
}
