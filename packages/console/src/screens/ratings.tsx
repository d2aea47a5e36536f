/** How visitors rated (IN-10): by agent, day by day, and what they wrote. For who may read reports. */
import '../styles/pages.css'
import '../styles/settings.css'
import '../styles/assistant.css'
import '../styles/figures.css'
import '../styles/replies.css'
import type { AgentRatings, GivenRating, ProtocolError, RatingsReport } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { locale, t } from '../locale.ts'
import { repliesHttp } from '../models/replies-http.ts'
import { writeRoute } from '../models/route.ts'
import { dateAndTime } from '../models/time.ts'
import { TableBox } from '../parts/assistant/table-box.tsx'
import { Icon } from '../parts/icon.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'
import { errorText } from '../parts/words.ts'

const ranges = ['7', '30', '90', '365'] as const
const day = 86_400_000

export function RatingsScreen() {
  const { http, route, go } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'ratings' ? at.site : null)
  const days = useSignal<(typeof ranges)[number]>('30')
  const report = useSignal<RatingsReport | ProtocolError | null>(null)

  async function load() {
    const to = Date.now()
    const answer = await repliesHttp(http, site).ratings(to - Number(days.peek()) * day, to + day)
    report.value = answer.ok ? answer.value : answer.error
  }
  useEffect(() => {
    report.value = null
    void load()
  }, [site, days.value])

  const held = report.value
  return (
    <main class="page preferences ratings" data-foyer="ratings">
      <section class="page-main" aria-label={t('ratings.title')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('ratings.title')}</h1>
          <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'ratings', site: id })} />
        </header>
        <div class="settings-body ratings-body">
          <div class="segments" role="radiogroup" aria-label={t('ratings.range')}>
            {ranges.map((range) => (
              <label key={range}>
                <input
                  type="radio"
                  name="ratings-range"
                  checked={range === days.value}
                  data-foyer={`ratings-${range}`}
                  onChange={() => {
                    days.value = range
                  }}
                />
                {t('ratings.days', { n: Number(range) })}
              </label>
            ))}
          </div>
          {held === null ? (
            <div class="empty" role="status" aria-label={t('loading')}>
              <span class="spinner" />
            </div>
          ) : 'code' in held ? (
            <div class="empty">
              <h2>{t('ratings.failed')}</h2>
              <p>{errorText(held)}</p>
              <button type="button" class="button" onClick={() => void load()}>
                {t('retry')}
              </button>
            </div>
          ) : held.agents.length === 0 ? (
            <div class="empty">
              <span class="empty-art">
                <Icon name="star" size={22} />
              </span>
              <h2>{t('ratings.none')}</h2>
              <p>{t('ratings.noneHint')}</p>
              <a class="button" href={writeRoute({ screen: 'settings', site, section: 'afterwards' })}>
                {t('ratings.setUp')}
              </a>
            </div>
          ) : (
            <Report report={held} />
          )}
        </div>
      </section>
    </main>
  )
}

function Report({ report }: { report: RatingsReport }) {
  return (
    <>
      {report.days.length > 1 && <Days days={report.days} />}
      <div class="figure">
        <h2>{t('ratings.byAgent')}</h2>
        <TableBox label={t('ratings.byAgent')}>
          <table class="table is-figures">
            <thead>
              <tr>
                <th scope="col">{t('ratings.agent')}</th>
                <th scope="col">{t('ratings.given')}</th>
                <th scope="col">{t('ratings.average')}</th>
                <th scope="col">{t('ratings.spread')}</th>
              </tr>
            </thead>
            <tbody>
              {report.agents.map((one) => (
                <AgentRow key={`${one.agent?.id} ${one.scale}`} one={one} />
              ))}
            </tbody>
          </table>
        </TableBox>
        <p class="field-hint">{t('ratings.what')}</p>
      </div>
      <div class="figure">
        <h2>{t('ratings.newest')}</h2>
        <ol class="rating-comments">
          {report.newest.map((one) => (
            <Given key={one.conversation} one={one} />
          ))}
        </ol>
      </div>
    </>
  )
}

function AgentRow({ one }: { one: AgentRatings }) {
  const { agent, scale, invited, given, average, scores } = one
  const number = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const all = Array.from({ length: scale + 1 }, (_, score) => score).slice(scale === 5 ? 1 : 0)
  const most = Math.max(1, ...Object.values(scores))
  return (
    <tr data-foyer="agent-ratings">
      <th scope="row">
        <bdi>{agent === null ? t('ratings.nobody') : cleanName(agent.name)}</bdi>
      </th>
      <td>{t('ratings.givenOf', { given, invited })}</td>
      <td>
        {average === null
          ? '–'
          : scale === 1
            ? percent.format(average)
            : t('ratings.of', { score: number.format(average), scale })}
      </td>
      <td>
        <span
          class="spread"
          role="img"
          aria-label={all.map((score) => `${score}: ${scores[score] ?? 0}`).join(', ')}
        >
          {all.map((score) => (
            <span key={score} title={`${score}: ${scores[score] ?? 0}`}>
              <i style={{ blockSize: `${((scores[score] ?? 0) / most) * 100}%` }} />
              {score}
            </span>
          ))}
        </span>
      </td>
    </tr>
  )
}

/** The share of the scale by day, as a column each; the count stands beside it for who listens. */
function Days({ days }: { days: RatingsReport['days'] }) {
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const name = (one: string) =>
    new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
      Date.parse(`${one}T00:00:00Z`),
    )
  return (
    <div class="figure">
      <h2>{t('ratings.byDay')}</h2>
      <ol class="rating-days">
        {days.slice(-60).map((one) => {
          const words = t('ratings.dayWords', {
            day: name(one.day),
            share: percent.format(one.average),
            n: one.given,
          })
          return (
            <li key={one.day} title={words}>
              <i style={{ blockSize: `${one.average * 100}%` }} />
              <span class="hidden-label">{words}</span>
            </li>
          )
        })}
      </ol>
      <p class="rating-span" aria-hidden="true">
        <span>{name(days.at(-60)?.day ?? days[0]?.day ?? '')}</span>
        <span>{name(days.at(-1)?.day ?? '')}</span>
      </p>
    </div>
  )
}

function Given({ one }: { one: GivenRating }) {
  const { conversation, agent, score, scale, tags, comment, at } = one
  return (
    <li data-foyer="given-rating">
      <a href={writeRoute({ screen: 'inbox', list: 'closed', conversation })}>
        <strong>
          {scale === 1 ? (score === 1 ? '👍' : '👎') : t('ratings.of', { score: score ?? 0, scale })}
        </strong>
        <span>
          <bdi>{agent === null ? t('ratings.nobody') : cleanName(agent.name)}</bdi>,{' '}
          {dateAndTime(at, locale.value)}
        </span>
      </a>
      {tags.length > 0 && (
        <span class="tags">
          {tags.map((tag) => (
            <bdi key={tag} class="chip">
              {cleanName(tag)}
            </bdi>
          ))}
        </span>
      )}
      {comment !== '' && <p dir="auto">{comment}</p>}
    </li>
  )
}
