/** Quick replies and phrases of a site, read once and kept; completion and the panel look in the same. */
import type { Phrase, ProtocolError, QuickReply } from '@foyer/protocol'
import { computed, signal } from '@preact/signals'
import { prepare } from './completion.ts'
import type { Http } from './http.ts'
import type { Preferences } from './preferences.ts'
import { repliesHttp } from './replies-http.ts'

export function createReplySources(http: Http, site: string, preferences: Preferences) {
  const verbs = repliesHttp(http, site)
  const replies = signal<QuickReply[]>([])
  const phrases = signal<Phrase[]>([])
  const state = signal<'loading' | 'ready' | ProtocolError>('loading')
  let readAt = 0

  const prepared = computed(() => {
    const { completion } = preferences.choices.value
    return prepare(
      completion === 'both' || completion === 'replies' ? replies.value : [],
      completion === 'both' || completion === 'phrases' ? phrases.value : [],
      readAt,
    )
  })

  async function load(): Promise<void> {
    readAt = Date.now()
    const [answer, sent] = await Promise.all([verbs.list(), verbs.phrases()])
    if (sent.ok) phrases.value = sent.value.phrases
    if (answer.ok) replies.value = answer.value.replies
    state.value = answer.ok ? 'ready' : answer.error
  }

  return {
    site,
    verbs,
    replies,
    state,
    prepared,
    load,
    /** Reads again what is older than `age` milliseconds. */
    need(age: number) {
      if (Date.now() - readAt > age) void load()
    },
    /** What was sent just now is known before it is read again. */
    said(text: string) {
      const trimmed = text.trim()
      const before = phrases.peek().find((one) => one.text === trimmed)
      if (trimmed.length < 3 || trimmed.length > 500) return
      phrases.value = [
        { text: trimmed, count: (before?.count ?? 0) + 1, at: Date.now() },
        ...phrases.peek().filter((one) => one !== before),
      ]
    },
  }
}

export type ReplySources = ReturnType<typeof createReplySources>

const held = new WeakMap<Http, Map<string, ReplySources>>()

export function replySourcesOf(http: Http, site: string, preferences: Preferences): ReplySources {
  const sites = held.get(http) ?? new Map<string, ReplySources>()
  held.set(http, sites)
  const made = sites.get(site) ?? createReplySources(http, site, preferences)
  sites.set(site, made)
  return made
}

/** All of the words, in title, text, folder or shortcut; a shortcut that is the whole comes first. */
export function findReplies(replies: readonly QuickReply[], typed: string, me: string | null): QuickReply[] {
  const wanted = typed.trim().toLowerCase()
  const words = wanted.split(/\s+/).filter((word) => word !== '')
  const rank = ({ of, owner, shortcut, title }: QuickReply) =>
    (wanted !== '' && shortcut === wanted ? -100 : 0) +
    (wanted !== '' && shortcut.startsWith(wanted) ? -20 : 0) +
    (wanted !== '' && title.toLowerCase().startsWith(wanted) ? -10 : 0) +
    (of === 'agent' && owner === me ? 0 : of === 'agent' ? 3 : 1)
  return replies
    .filter(({ title, text, folder, shortcut }) => {
      const all = `${title} ${text} ${folder} ${shortcut}`.toLowerCase()
      return words.every((word) => all.includes(word))
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.place - b.place)
}
