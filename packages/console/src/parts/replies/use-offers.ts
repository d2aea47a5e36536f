/** What every offering beside the composer needs of the conversation: its site, who it is with, what may be done. */
import type { QuickReply } from '@foyer/protocol'
import { useConsole, useDesk } from '../../console.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import { fillPlaceholders, type Known } from '../../models/placeholders.ts'
import { type ReplySources, replySourcesOf } from '../../models/reply-sources.ts'

/** Null until it is known which site the conversation is of. */
export function useSources(open: OpenThread): ReplySources | null {
  const { http, preferences } = useConsole()
  const site = open.thread.head.value?.site
  return site === undefined ? null : replySourcesOf(http, site, preferences)
}

/** Fills in placeholders as they are now. */
export function useFill(open: OpenThread): (text: string) => { text: string; missing: string[] } {
  const { sites } = useConsole()
  const desk = useDesk()
  return (text) => {
    const site = open.thread.head.peek()?.site ?? ''
    const known: Known = {
      visitor: {
        nickname: open.nickname.peek(),
        attributes: open.visitor.peek()?.attributes ?? {},
      },
      agent: desk.client.me.peek()?.name ?? '',
      site: sites.known(site)?.name ?? '',
    }
    return fillPlaceholders(text, known)
  }
}

/** Puts a text into the box, behind what is typed already where there is something. */
export function putIntoBox(open: OpenThread, text: string, how: 'replace' | 'append'): void {
  const typed = how === 'append' ? open.text.peek().trimEnd() : ''
  open.text.value = typed === '' ? text : `${typed}\n${text}`
  open.wantsFocus.value++
}

/** Sends it where all of it could be filled in; else it goes into the box, and the composer says what is left. */
export function sendReply(open: OpenThread, filled: { text: string; missing: string[] }): boolean {
  if (filled.missing.length > 0 || open.thread.head.peek()?.status === 'closed') {
    putIntoBox(open, filled.text, 'append')
    return false
  }
  open.thread.setTyping(false)
  open.thread.post({ kind: 'text', text: filled.text })
  open.wantsFocus.value++
  return true
}

/** Of whom a quick reply is, for groups and labels. */
export function ownerOf(
  { of, owner }: QuickReply,
  me: string | null,
): 'own' | 'site' | 'department' | 'colleague' {
  if (of !== 'agent') return of
  return owner === me ? 'own' : 'colleague'
}
