/** The settings of a site, a section at a time; what was changed is saved together, and only that. */
import '../styles/pages.css'
import '../styles/settings.css'
import type { Permission } from '@foyer/protocol'
import { useSignalEffect } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { addAssistantWords, addWords, type MessageKey, t } from '../locale.ts'
import { mayAt } from '../models/may.ts'
import { type Section, sectionGroups, sections, writeRoute } from '../models/route.ts'
import { focusFault } from '../parts/focus-fault.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { refusalText } from '../parts/settings/field-place.ts'
import { GeneralSection } from '../parts/settings/general.tsx'
import { InstallSection } from '../parts/settings/install.tsx'
import { MessagesSection } from '../parts/settings/messages.tsx'
import { OriginsSection } from '../parts/settings/origins.tsx'
import { PrivacySection } from '../parts/settings/privacy.tsx'
import type { SectionProps } from '../parts/settings/section.ts'
import { WelcomeSection } from '../parts/settings/welcome.tsx'
import { SideTitle } from '../parts/side-title.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'
import { useSiteDraft } from '../parts/use-site-draft.ts'
import { errorText } from '../parts/words.ts'

const AppearanceSection = later<SectionProps>(async () => {
  await addWords('looks')
  return (await import('../parts/settings/appearance.tsx')).AppearanceSection
}, 'part')
const TextsSection = later<SectionProps>(async () => {
  await addWords('looks')
  return (await import('../parts/settings/texts.tsx')).TextsSection
}, 'part')
const AroundSection = later<SectionProps>(async () => {
  await addWords('around', 'routing')
  return (await import('../parts/settings/around.tsx')).AroundSection
}, 'part')
const GreetingsSection = later<SectionProps>(async () => {
  await addWords('around', 'routing')
  return (await import('../parts/settings/greetings.tsx')).GreetingsSection
}, 'part')
const HoursSection = later<SectionProps>(async () => {
  await addAssistantWords()
  return (await import('../parts/settings/hours.tsx')).HoursSection
}, 'part')
const InboxSection = later<SectionProps>(async () => {
  await Promise.all([addAssistantWords(), addWords('lists')])
  return (await import('../parts/settings/inbox.tsx')).InboxSection
}, 'part')
const IdleSection = later<SectionProps>(async () => {
  await addAssistantWords()
  return (await import('../parts/settings/idle.tsx')).IdleSection
}, 'part')

const TagsSection = later<SectionProps>(async () => {
  await addWords('visitors')
  return (await import('../parts/settings/tags.tsx')).TagsSection
}, 'part')
const VisitorsSection = later<SectionProps>(async () => {
  await addWords('visitors')
  return (await import('../parts/settings/visitors.tsx')).VisitorsSection
}, 'part')
const FormsSection = later<SectionProps>(async () => {
  await addWords('forms', 'routing')
  return (await import('../parts/settings/forms.tsx')).FormsSection
}, 'part')
const MailSection = later<SectionProps>(async () => {
  await addWords('records')
  return (await import('../parts/settings/mail.tsx')).MailSection
}, 'part')
const RepliesSection = later<SectionProps>(async () => {
  await addWords('replies')
  return (await import('../parts/settings/replies.tsx')).RepliesSection
}, 'part')
const AfterwardsSection = later<SectionProps>(async () => {
  await addWords('replies')
  return (await import('../parts/settings/afterwards.tsx')).AfterwardsSection
}, 'part')

interface Face {
  name: MessageKey
  hint: MessageKey
  icon: IconName
  Body: ComponentType<SectionProps>
}

const faces: Record<Section, Face> = {
  appearance: {
    name: 'settings.appearance',
    hint: 'settings.appearanceHint',
    icon: 'palette',
    Body: AppearanceSection,
  },
  welcome: { name: 'settings.welcome', hint: 'settings.welcomeHint', icon: 'hand', Body: WelcomeSection },
  texts: { name: 'settings.texts', hint: 'settings.textsHint', icon: 'edit', Body: TextsSection },
  around: { name: 'settings.around', hint: 'settings.aroundHint', icon: 'menu', Body: AroundSection },
  greetings: {
    name: 'settings.greetings',
    hint: 'settings.greetingsHint',
    icon: 'bell',
    Body: GreetingsSection,
  },
  origins: { name: 'settings.origins', hint: 'settings.originsHint', icon: 'shield', Body: OriginsSection },
  inbox: { name: 'settings.inbox', hint: 'settings.inboxHint', icon: 'inbox', Body: InboxSection },
  hours: { name: 'settings.hours', hint: 'settings.hoursHint', icon: 'clock', Body: HoursSection },
  idle: { name: 'settings.idle', hint: 'settings.idleHint', icon: 'hourglass', Body: IdleSection },
  messages: {
    name: 'settings.messages',
    hint: 'settings.messagesHint',
    icon: 'quote',
    Body: MessagesSection,
  },
  tags: { name: 'settings.tags', hint: 'settings.tagsHint', icon: 'list', Body: TagsSection },
  visitors: {
    name: 'settings.visitors',
    hint: 'settings.visitorsHint',
    icon: 'person',
    Body: VisitorsSection,
  },
  forms: { name: 'settings.forms', hint: 'settings.formsHint', icon: 'form', Body: FormsSection },
  mail: { name: 'settings.mail', hint: 'settings.mailHint', icon: 'mail', Body: MailSection },
  replies: { name: 'settings.replies', hint: 'settings.repliesHint', icon: 'globe', Body: RepliesSection },
  afterwards: {
    name: 'settings.afterwards',
    hint: 'settings.afterwardsHint',
    icon: 'closed',
    Body: AfterwardsSection,
  },
  privacy: { name: 'settings.privacy', hint: 'settings.privacyHint', icon: 'lock', Body: PrivacySection },
  install: { name: 'settings.install', hint: 'settings.installHint', icon: 'code', Body: InstallSection },
  general: { name: 'settings.general', hint: 'settings.generalHint', icon: 'settings', Body: GeneralSection },
}

const groups = [
  { name: 'settings.ofWidget', sections: sectionGroups.ofWidget },
  { name: 'settings.ofConversations', sections: sectionGroups.ofConversations },
  { name: 'settings.ofSite', sections: sectionGroups.ofSite },
] as const

export function SettingsScreen() {
  const { route, sites, go, session } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'settings' ? at.site : null)
  const may = (one: Section) => mayAt(session.session.value, site, permissionOf(one))
  const wanted = at.screen === 'settings' ? at.section : 'appearance'
  const section = may(wanted) ? wanted : (sections.find(may) ?? wanted)
  const draft = useSiteDraft(site, (error) => refusalText(error, (one) => t(faces[one].name)))
  const form = useRef<HTMLFormElement>(null)
  // Another agent may have changed them since they were last looked at.
  useEffect(() => void sites.load(site), [site])

  const held = sites.of(site).value
  const settings = draft.settings.value
  const { name, hint, Body } = faces[section]
  const isAtSection = at.screen === 'settings' && at.site !== null

  // Where it was refused, the field that it is about has the focus, and says why.
  useSignalEffect(() => {
    if (draft.problem.value === null) return
    focusFault(form.current)
  })

  return (
    <main class={isAtSection ? 'page settings has-entry' : 'page settings'} data-foyer="settings">
      <section class="page-list" aria-label={t('nav.settings')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.settings')}</h1>
        </header>
        <div class="page-tools">
          <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'settings', site: id, section })} />
        </div>
        <nav aria-label={t('settings.sections')}>
          {groups
            .filter(({ sections }) => sections.some(may))
            .map(({ name, sections }) => (
              <div key={name} class="settings-nav">
                <h2 id={name}>{t(name)}</h2>
                <ul aria-labelledby={name}>
                  {sections.filter(may).map((one) => (
                    <li key={one}>
                      <a
                        class={one === section ? 'rail-link is-here' : 'rail-link'}
                        href={writeRoute({ screen: 'settings', site, section: one })}
                        aria-current={one === section ? 'page' : undefined}
                        data-foyer={`section-${one}`}
                      >
                        <Icon name={faces[one].icon} size={17} />
                        <span class="settings-nav-name">{t(faces[one].name)}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </nav>
      </section>
      <form
        ref={form}
        class="page-main"
        aria-label={t(name)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void draft.save()
        }}
      >
        <header class="bar">
          <a
            class="icon-button page-back"
            aria-label={t('back')}
            href={writeRoute({ screen: 'settings', site: null, section })}
            data-foyer="back"
          >
            <Icon name="back" mirrored />
          </a>
          <SideTitle>{t(name)}</SideTitle>
          {draft.isChanged.value && (
            <>
              <button type="button" class="button quiet" data-foyer="discard" onClick={() => draft.discard()}>
                {t('discard')}
              </button>
              <button type="submit" class="button primary" data-foyer="save">
                {t('save')}
              </button>
            </>
          )}
        </header>
        {!may(section) ? (
          <div class="empty" data-foyer="refused">
            <h2>{t('refused.title')}</h2>
            <p>{t('refused.text')}</p>
          </div>
        ) : settings !== null ? (
          <div class={`settings-body section-${section}`}>
            <p class="settings-hint">{t(hint)}</p>
            <Body site={site} settings={settings} set={draft.set} faultAt={draft.faultAt} />
          </div>
        ) : held.state === 'failed' ? (
          <div class="empty">
            <h2>{t('settings.failed')}</h2>
            <p>{errorText(held.error)}</p>
            <button type="button" class="button" onClick={() => void sites.load(site)}>
              {t('retry')}
            </button>
          </div>
        ) : (
          <div class="empty" role="status" aria-label={t('loading')}>
            <span class="spinner" />
          </div>
        )}
      </form>
    </main>
  )
}

function permissionOf(section: Section): Permission {
  return section === 'hours' || section === 'idle' ? 'routing.edit' : 'settings.edit'
}
