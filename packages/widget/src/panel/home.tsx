/** The FAQ: entries by category, search in them, one entry's answer. Needs no connection (CV-1). */
import type { FaqItem } from '@foyer/protocol'
import type { TargetedEvent, VNode } from 'preact'
import { BackButton, Presence, siteName } from './header.tsx'
import { Icon, icons } from './icons.tsx'
import type { Model } from './model.ts'
import { prepareRich, RichText } from './rich.tsx'
import { groupEntries, searchEntries } from './search.ts'

/** Pixels of the head that are in sight when the search stays where it is: what it lies over, and its distance. */
const atEnd = 34

function markHead({ currentTarget: box }: TargetedEvent<HTMLElement>): void {
  box.toggleAttribute('data-past-head', box.scrollTop > box.firstElementChild!.clientHeight - atEnd)
}

export function Home({ m }: { m: Model }): VNode {
  const t = m.texts.value
  const { config } = m.dress.value
  const { appearance, faq } = config
  const groups = groupEntries(searchEntries(faq, m.query.value))
  const hasCategories = groups.length > 1 || groups[0]?.name !== ''
  let room = m.room.value
  return (
    <>
      <div part="home" class="scroll" onScroll={markHead}>
        <header part="hero">
          {appearance.logo !== '' && <img class="logo" src={appearance.logo} alt="" />}
          <h1>
            <bdi>{siteName(config)}</bdi>
          </h1>
          {appearance.subtitle !== '' && (
            <p>
              <bdi>{appearance.subtitle}</bdi>
            </p>
          )}
        </header>
        <label class="search">
          <Icon path={icons.search} />
          <input
            type="search"
            part="search"
            placeholder={t.search}
            aria-label={t.search}
            value={m.query.value}
            onInput={(event) => (m.query.value = event.currentTarget.value)}
          />
        </label>
        <div aria-live="polite">{groups.length === 0 && <p class="none">{t.noResults}</p>}</div>
        {groups.map((group) => {
          const entries = group.entries.slice(0, room)
          room -= entries.length
          return (
            entries.length > 0 && (
              <section key={group.name}>
                {hasCategories && (
                  <h2>
                    <bdi>{group.name || t.otherQuestions}</bdi>
                  </h2>
                )}
                <ul class="card">
                  {entries.map((entry) => (
                    <Entry
                      key={entry.id}
                      entry={entry}
                      opened={entry.id === m.entry.value?.id}
                      onPick={() => m.pick(entry)}
                    />
                  ))}
                </ul>
              </section>
            )
          )
        })}
      </div>
      <Talk m={m} />
    </>
  )
}

function Entry(props: { entry: FaqItem; opened: boolean; onPick(): void }): VNode {
  const { entry, opened, onPick } = props
  return (
    <li>
      <button
        type="button"
        part="faq-entry"
        data-opened={opened || undefined}
        onClick={onPick}
        onFocus={prepareRich}
        onPointerEnter={prepareRich}
      >
        <span>
          <bdi>{entry.question}</bdi>
        </span>
      </button>
    </li>
  )
}

export function Answer({ m }: { m: Model }): VNode {
  const t = m.texts.value
  const entry = m.entry.value
  return (
    <>
      <header part="header">
        <BackButton m={m} />
        <b>
          <bdi>{entry?.category}</bdi>
        </b>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <article part="answer" class="scroll rich" tabIndex={0}>
        <h1 dir="auto" tabIndex={-1}>
          {entry?.question}
        </h1>
        <RichText text={entry?.answer ?? ''} />
      </article>
      <Talk m={m} lead={t.needHelp} />
    </>
  )
}

function Talk({ m, lead }: { m: Model; lead?: string }): VNode {
  const t = m.texts.value
  const goesOn = m.hasThread.value && !m.isClosed.value
  const unread = m.client.unread.value
  return (
    <footer part="talk">
      {lead && <b>{lead}</b>}
      <Presence m={m} />
      <button type="button" part="talk-button" class="main" onClick={m.talk}>
        {goesOn ? t.continueTalk : t.talk}
        {unread > 0 && <span class="count">{unread}</span>}
      </button>
    </footer>
  )
}
