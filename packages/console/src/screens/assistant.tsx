/** Everything automatic of a site on one page: what it answers with, how it behaves, how sure it must be, what it did. */
import '../styles/pages.css'
import '../styles/settings.css'
import '../styles/assistant.css'
import { useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { type MessageKey, t } from '../locale.ts'
import { type Assistant, createAssistant } from '../models/assistant.ts'
import { mayAt } from '../models/may.ts'
import { type AssistantTab, assistantTabs, writeRoute } from '../models/route.ts'
import { Answers } from '../parts/assistant/answers.tsx'
import { later } from '../parts/later.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'

interface TabProps {
  assistant: Assistant
}

const tabs: Record<AssistantTab, { name: MessageKey; Body: ComponentType<TabProps> }> = {
  answers: { name: 'assistant.answers', Body: Answers },
  behaviour: {
    name: 'assistant.behaviour',
    Body: later(async () => (await import('../parts/assistant/behaviour.tsx')).Behaviour, 'part'),
  },
  test: {
    name: 'assistant.test',
    Body: later(async () => (await import('../parts/assistant/test.tsx')).Test, 'part'),
  },
  unanswered: {
    name: 'assistant.unanswered',
    Body: later(async () => (await import('../parts/assistant/unanswered.tsx')).Unanswered, 'part'),
  },
  figures: {
    name: 'assistant.figures',
    Body: later(async () => (await import('../parts/assistant/figures.tsx')).Figures, 'part'),
  },
}

export function AssistantScreen() {
  const { http, route, go, sites, session, returns } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'assistant' ? at.site : null)
  const mayEdit = mayAt(session.session.value, site, 'assistant.edit')
  const tab = at.screen === 'assistant' && mayEdit ? at.tab : 'answers'
  const hasEntry = at.screen === 'assistant' && at.entry !== null
  const assistant = useMemo(() => createAssistant(http, site), [site])
  useSignalEffect(() => {
    if (returns.value > 0) void assistant.faq.load()
  })
  useEffect(() => {
    void assistant.faq.load()
    if (mayEdit) void assistant.unanswered.need()
    void sites.load(site)
  }, [assistant, mayEdit])

  const here = useRef<HTMLElement>(null)
  // On a phone the tabs are wider than the screen.
  useEffect(() => {
    here.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])

  const { Body } = tabs[tab]
  const open = assistant.unanswered.value.value
  const waiting = open.state === 'ready' ? open.value.groups.length : 0
  return (
    <main class={hasEntry ? 'page assistant has-entry' : 'page assistant'} data-foyer="assistant">
      <div class="assistant-head">
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.assistant')}</h1>
          <BotState site={site} />
          <SiteSwitch
            site={site}
            onSwitch={(id) => go({ screen: 'assistant', site: id, tab, entry: null })}
          />
        </header>
        <nav class="assistant-tabs" ref={here} aria-label={t('assistant.parts')}>
          {assistantTabs
            .filter((name) => mayEdit || name === 'answers')
            .map((name) => (
              <a
                key={name}
                href={writeRoute({ screen: 'assistant', site, tab: name, entry: null })}
                aria-current={name === tab ? 'page' : undefined}
                data-foyer={`assistant-${name}`}
              >
                {t(tabs[name].name)}
                {name === 'unanswered' && waiting > 0 && <span class="tab-count">{waiting}</span>}
              </a>
            ))}
        </nav>
      </div>
      <Body key={`${site} ${tab}`} assistant={assistant} />
    </main>
  )
}

/** Whether visitors are answered by it now, from everywhere on the page. */
function BotState({ site }: { site: string }) {
  const { sites } = useConsole()
  const held = sites.of(site).value
  if (held.state !== 'ready') return null
  const { bot, autoSend, recommend } = held.value.settings.assistant
  const key: MessageKey =
    bot === 'always'
      ? 'assistant.botAlways'
      : bot === 'offHours'
        ? 'assistant.botOffHours'
        : recommend && autoSend
          ? 'assistant.autoOn'
          : 'assistant.botOff'
  return (
    <a
      class={key === 'assistant.botOff' ? 'chip assistant-state' : 'chip good assistant-state'}
      href={writeRoute({ screen: 'assistant', site, tab: 'behaviour', entry: null })}
      data-foyer="bot-state"
    >
      {t(key)}
    </a>
  )
}
