/** Colleagues of the same department and below, in the rail (RT-12): who is there, and how much each has to do. */
import type { ColleagueLoad } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import '../../styles/people.css'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import { mayAt } from '../../models/may.ts'
import { Avatar } from '../avatar.tsx'
import { isRailOpen } from '../rail-toggle.tsx'
import { statuses, statusNames } from '../words.ts'

/** Milliseconds between two looks, while the page is looked at. */
const lookEvery = 15_000

interface Shown extends ColleagueLoad {
  sites: string[]
}

export function Colleagues() {
  const { http, session, route, go } = useConsole()
  const desk = useDesk()
  const shown = useSignal<Shown[]>([])
  const held = session.session.value
  const sites = held.state === 'signedIn' ? held.sites.map(({ id }) => id) : []

  useEffect(() => {
    let isOver = false
    async function look() {
      if (document.visibilityState === 'hidden') return
      const answers = await Promise.all(
        sites.map(async (site) => ({ site, answer: await http.people.colleagues(site) })),
      )
      // Nothing new is no reason to take away what is there.
      if (isOver || answers.some(({ answer }) => !answer.ok)) return
      const byId = new Map<string, Shown>()
      for (const { site, answer } of answers) {
        for (const one of answer.ok ? answer.value.colleagues : []) {
          const before = byId.get(one.id)
          byId.set(one.id, {
            ...one,
            open: one.open + (before?.open ?? 0),
            sites: [...(before?.sites ?? []), site],
          })
        }
      }
      shown.value = [...byId.values()].sort(
        (one, other) => statuses.indexOf(one.status) - statuses.indexOf(other.status),
      )
    }
    void look()
    const timer = setInterval(() => void look(), lookEvery)
    const onVisible = () => void look()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      isOver = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [sites.join(' ')])

  if (shown.value.length === 0) return null
  return (
    <section class="colleagues" aria-label={t('colleagues.title')} data-foyer="colleagues-list">
      <h2>{t('colleagues.title')}</h2>
      <ul>
        {shown.value.map((one) => {
          const name = cleanName(one.name)
          const may = one.sites.some((site) => mayAt(held, site, 'conversation.openOthers'))
          const isHere = desk.colleague.value?.id === one.id && route.value.screen === 'inbox'
          const words = t('colleagues.one', { name, status: t(statusNames[one.status]), n: one.open })
          const inside = (
            <>
              <Avatar name={name} id={one.id} image={one.avatar} size="small" status={one.status} />
              <span class="rail-name cut">
                <bdi>{name}</bdi>
              </span>
              {one.open > 0 && <span class="rail-count">{one.open}</span>}
            </>
          )
          return (
            <li key={one.id} title={words}>
              {may ? (
                <button
                  type="button"
                  class={isHere ? 'rail-link is-here' : 'rail-link'}
                  aria-pressed={isHere}
                  aria-label={words}
                  data-foyer={`colleague-${one.id}`}
                  onClick={() => {
                    desk.colleague.value = isHere ? null : { id: one.id, name }
                    isRailOpen.value = false
                    go({ screen: 'inbox', list: desk.list.peek(), conversation: null })
                  }}
                >
                  {inside}
                </button>
              ) : (
                <span class="rail-link is-still">
                  {inside}
                  <span class="hidden-label">{words}</span>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
