/** Messages that have the words that were searched: each opens its conversation at its place (IN-2). */
import '../styles/lists.css'
import type { SearchHit } from '@foyer/protocol'
import { cleanName, toPlain } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import { fullTime, shortAgo } from '../models/time.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { now } from './now.ts'

interface Found {
  hits: SearchHit[]
  after?: string
}

export function SearchHits({ text }: { text: string }) {
  const desk = useDesk()
  const found = useSignal<Found | null>(null)
  const hasFailed = useSignal(false)
  const site = desk.site.value

  async function fetch(before: Found | null): Promise<void> {
    const { ok } = await desk.client.request('search', {
      text,
      ...(site === null ? {} : { filter: { site } }),
      ...(before?.after === undefined ? {} : { after: before.after }),
    })
    // Another text is searched by now.
    if (found.peek() !== before) return
    hasFailed.value = ok === undefined
    if (ok !== undefined)
      found.value = {
        hits: [...(before?.hits ?? []), ...ok.hits],
        ...(ok.after === undefined ? {} : { after: ok.after }),
      }
  }

  useEffect(() => {
    found.value = null
    void fetch(null)
  }, [text, site])

  if (hasFailed.value) return <p class="hits-note">{t('hits.failed')}</p>
  if (found.value === null) {
    return (
      <div class="empty" role="status" aria-label={t('loading')}>
        <span class="spinner" />
      </div>
    )
  }
  const { hits, after } = found.value
  return (
    <div class="hits" data-foyer="hits">
      {hits.length === 0 && after === undefined && (
        <div class="empty">
          <span class="empty-art">
            <Icon name="search" size={22} />
          </span>
          <h2>{t('hits.none')}</h2>
          <p>{t('hits.none.hint')}</p>
        </div>
      )}
      <ul aria-label={t('search.messages')}>
        {hits.map((hit) => (
          <li key={`${hit.conversation} ${hit.seq} ${hit.sub ?? 0}`}>
            <Hit hit={hit} text={text} />
          </li>
        ))}
      </ul>
      {after !== undefined && (
        <button type="button" class="button quiet" onClick={() => void fetch(found.peek())}>
          {t('hits.more')}
        </button>
      )}
    </div>
  )
}

function Hit({ hit, text }: { hit: SearchHit; text: string }) {
  const desk = useDesk()
  const name = cleanName(hit.visitor.nickname)
  const author = hit.by.kind === 'visitor' ? '' : cleanName(hit.by.name || t(`by.${hit.by.kind}`))
  return (
    <button
      type="button"
      class={desk.conversation.value === hit.conversation ? 'hit is-open' : 'hit'}
      data-foyer="hit"
      onClick={() => desk.openAt(hit.conversation, hit.seq)}
    >
      <Avatar name={name} id={hit.visitor.id} />
      <span class="row-main">
        <span class="row-line">
          <span class="row-name">
            <bdi>{name}</bdi>
          </span>
          {hit.status === 'closed' && <span class="chip">{t('status.closed')}</span>}
          <time class="row-time" title={fullTime(hit.at, locale.value)}>
            {shortAgo(Math.min(hit.at, now.value), now.value, locale.value, t('time.now'))}
          </time>
        </span>
        <span class="hit-text" dir="auto">
          {hit.sub !== undefined && <Icon name="lock" size={12} />}
          {author !== '' && `${author}: `}
          <Marked text={toPlain(hit.snippet)} words={text} />
        </span>
      </span>
    </button>
  )
}

function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // Every second piece is one that was found, because the pattern is one group.
  const pieces = text.split(new RegExp(`(${wanted.join('|')})`, 'giu'))
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece))}</>
}
