/** The people of a site: who they are, what they may, where they belong, and what they changed. */
import '../styles/pages.css'
import '../styles/settings.css'
import '../styles/assistant.css'
import '../styles/people.css'
import type { SiteSettings } from '@foyer/protocol'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { type MessageKey, t } from '../locale.ts'
import { peopleTabsFor } from '../models/may.ts'
import { type PeopleTab, writeRoute } from '../models/route.ts'
import { Failed, Nothing, Waiting } from '../parts/assistant/states.tsx'
import { later } from '../parts/later.tsx'
import { Agents } from '../parts/people/agents.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'

interface TabProps {
  site: string
  settings: SiteSettings
}

const tabs: Record<PeopleTab, { name: MessageKey; Body: ComponentType<TabProps> }> = {
  agents: { name: 'people.agents', Body: Agents },
  roles: {
    name: 'people.roles',
    Body: later(async () => (await import('../parts/people/roles.tsx')).Roles, 'part'),
  },
  departments: {
    name: 'people.departments',
    Body: later(async () => (await import('../parts/people/departments.tsx')).Departments, 'part'),
  },
  log: { name: 'people.log', Body: later(async () => (await import('../parts/people/log.tsx')).Log, 'part') },
}

export function PeopleScreen() {
  const { route, sites, session, go } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'people' ? at.site : null)
  const open = peopleTabsFor(session.session.value, site)
  const wanted = at.screen === 'people' ? at.tab : 'agents'
  const tab = open.includes(wanted) ? wanted : open[0]
  // Somebody else may have changed them since they were last looked at.
  useEffect(() => void sites.load(site), [site])
  const here = useRef<HTMLElement>(null)
  // On a phone the tabs are wider than the screen.
  useEffect(() => {
    here.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  const held = sites.of(site).value

  return (
    <main class="page assistant people" data-foyer="people">
      <div class="assistant-head">
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.people')}</h1>
          <span class="people-site">
            <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'people', site: id, tab: wanted })} />
          </span>
        </header>
        <nav class="assistant-tabs" ref={here} aria-label={t('people.parts')}>
          {open.map((name) => (
            <a
              key={name}
              href={writeRoute({ screen: 'people', site, tab: name })}
              aria-current={name === tab ? 'page' : undefined}
              data-foyer={`people-${name}`}
            >
              {t(tabs[name].name)}
            </a>
          ))}
        </nav>
      </div>
      {tab === undefined ? (
        <Nothing icon="lock" title={t('refused.title')} text={t('refused.text')} hook="refused" />
      ) : held.state === 'failed' ? (
        <Failed title={t('settings.failed')} error={held.error} onRetry={() => void sites.load(site)} />
      ) : held.state === 'loading' ? (
        <Waiting />
      ) : (
        <Tab key={`${site} ${tab}`} tab={tab} site={site} settings={held.value.settings} />
      )}
    </main>
  )
}

function Tab({ tab, ...props }: TabProps & { tab: PeopleTab }) {
  const { Body } = tabs[tab]
  return <Body {...props} />
}
