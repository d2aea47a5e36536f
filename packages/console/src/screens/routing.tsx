/** Who gets which visitor, and how visitors are received, on one page with one save bar. A site works without it. */
import '../styles/pages.css'
import '../styles/settings.css'
import '../styles/assistant.css'
import '../styles/behaviour.css'
import '../styles/routing.css'
import type { RoutingSettings } from '@foyer/protocol'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { mayAt } from '../models/may.ts'
import { SaveBar } from '../parts/assistant/save-bar.tsx'
import { Failed, Nothing, Waiting } from '../parts/assistant/states.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { GroupsCard } from '../parts/routing/groups-card.tsx'
import { MainCard } from '../parts/routing/main-card.tsx'
import { PlansCard } from '../parts/routing/plans-card.tsx'
import { RulesCard } from '../parts/routing/rules-card.tsx'
import { TryCard } from '../parts/routing/try-card.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'
import { useSiteDraft } from '../parts/use-site-draft.ts'

export function RoutingScreen() {
  const { route, go, session } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'routing' ? at.site : null)
  return (
    <main class="page assistant routing" data-foyer="routing">
      <div class="assistant-head">
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.routing')}</h1>
          <span class="assistant-state" />
          <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'routing', site: id })} />
        </header>
      </div>
      {mayAt(session.session.value, site, 'routing.edit') ? (
        <Body key={site} site={site} />
      ) : (
        <Nothing icon="lock" title={t('refused.title')} text={t('refused.text')} hook="refused" />
      )}
    </main>
  )
}

function Body({ site }: { site: string }) {
  const { sites } = useConsole()
  const draft = useSiteDraft(site)
  const held = sites.of(site).value
  const colleagues = sites.colleaguesOf(site).value
  useEffect(() => {
    void sites.load(site)
    void sites.loadColleagues(site)
  }, [site])
  if (held.state === 'failed') {
    return <Failed title={t('settings.failed')} error={held.error} onRetry={() => void sites.load(site)} />
  }
  const settings = draft.settings.value
  if (settings === null) return <Waiting />
  const change = (some: Partial<RoutingSettings>) => {
    const { routing } = draft.settings.peek() ?? settings
    draft.set({ routing: { ...routing, ...some } })
  }
  const props = { site, settings, routing: settings.routing, colleagues, draft, change }
  return (
    <div class="assistant-body">
      <div class="cards">
        <MainCard {...props} />
        <GroupsCard {...props} />
        <RulesCard {...props} />
        <PlansCard {...props} />
        <TryCard {...props} />
      </div>
      <SaveBar draft={draft} />
    </div>
  )
}
