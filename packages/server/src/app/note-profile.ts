/**
 * What a visitor's message tells of it, noted after the message was stored (IN-5, IN-6): the profile's empty fields,
 * tags by rule, and in the conversation that it was so. Run twice, it is once.
 */
import { type Event, type FormField, type Id, ownOf, type SiteSettings } from '@foyer/protocol'
import { dueNote } from '../core/conversation/policy.ts'
import { extract } from '../core/extraction/extract.ts'
import { extractIntoProfile, sayProfile } from '../core/visitors/profile.ts'
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

  /** Fields of the profile that a form was filled in with; null where it was none (WG-11, CV-9). */
  async function saidInForm(conversation: Id, event: Event): Promise<Record<string, string> | null> {
    if (event.type === 'message.posted' && event.body.kind === 'filled') {
      return profileOf(event.body.fields, event.body.values)
    }
    if (event.type !== 'form.submitted') return null
    const asked = await conversations.findEvent(conversation, event.target, 0)
    const body = asked?.type === 'message.posted' ? asked.body : null
    return body?.kind === 'form' ? profileOf(body.fields, event.values) : null
  }

  return async (due) => {
    const settings = ports.settingsOf(due.site)
    const target = dueNote.seqOf(due)
    const [stored, event] = await Promise.all([
      conversing.find(due.conversation),
      conversations.findEvent(due.conversation, target, 0),
    ])
    if (settings === null || stored === null || event === null) return
    const { visitor, site } = stored.state
    const said = await saidInForm(due.conversation, event)
    if (said !== null) {
      await visitors.change(visitor, ({ profile }) => {
        const after = sayProfile(profile, said, clock.now())
        return after === profile ? null : { profile: after }
      })
    }
    // Deleted meanwhile: what is gone tells nothing.
    if (event.type !== 'message.posted' || !('text' in event.body)) return
    const { text } = event.body
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

function profileOf(fields: readonly FormField[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ id, sets }) => {
      const value = ownOf(values, id)
      return sets === undefined || value === undefined ? [] : [[sets, value]]
    }),
  )
}
