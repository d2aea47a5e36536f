/** One plan: for whom, who answers first, and what it says otherwise than the site. */
import type { LeaveWhen, ReceptionPlan, SiteSettings } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { createAssistant } from '../../models/assistant.ts'
import { MenuFields } from '../around/menu-fields.tsx'
import { NoticeFields } from '../around/notice-fields.tsx'
import { LanguageSelect } from '../around/texts-field.tsx'
import { Guided } from '../assistant/guided.tsx'
import { Field, FieldNote, Select, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { IdleSection } from '../settings/idle.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { Conditions } from './conditions.tsx'
import { ModeSelect } from './mode-select.tsx'
import { PlanWelcome } from './plan-welcome.tsx'

interface PlanEditorProps extends RoutingCardProps {
  plan: ReceptionPlan
  /** Where it stands in the settings, for what the server said of it. */
  at: string
  onChange: (plan: ReceptionPlan) => void
  onRemove: () => void
}

type Own = 'bot' | 'welcome' | 'guided' | 'menu' | 'notice' | 'typeAhead' | 'idle'

export function PlanEditor({ site, settings, draft, plan, at, onChange, onRemove }: PlanEditorProps) {
  const { http } = useConsole()
  const set = (some: Partial<ReceptionPlan>) => onChange({ ...plan, ...some })
  const assistant = useMemo(() => createAssistant(http, site), [site])
  useEffect(() => {
    if (plan.guided !== undefined) void assistant.faq.load()
  }, [assistant, plan.guided !== undefined])

  const tag = useSignal(settings.locale)
  const writing = { tag: tag.value, main: settings.locale }
  const entries = assistant.faq.entries.value

  /** What is taken back is as the site has it again. */
  function setOwn(name: Own, isOwn: boolean) {
    const { [name]: _, ...rest } = plan
    onChange(isOwn ? { ...rest, [name]: ownOf(name, settings) } : rest)
  }

  return (
    <>
      <Field
        label={t('plan.name')}
        maxLength={100}
        hasFocus
        value={plan.name}
        error={draft.faultAt(`${at}/name`)}
        hook="plan-name"
        onInput={(name) => set({ name })}
      />
      <Conditions
        when={plan.when}
        faultAt={(index) => draft.faultAt(`${at}/when/${index}`)}
        onChange={(when) => set({ when })}
      />
      <ModeSelect
        label={t('plan.mode')}
        value={plan.mode}
        hook="plan-mode"
        onChange={(mode) => set({ mode })}
      />
      <Select
        label={t('plan.bot')}
        value={plan.bot ?? ''}
        options={[
          { value: '', label: t('plan.asSite') },
          { value: 'off', label: t('plan.botOff') },
          { value: 'offHours', label: t('plan.botOffHours') },
          { value: 'always', label: t('plan.botAlways') },
        ]}
        hook="plan-bot"
        onChange={(value) => {
          const { bot: _, ...rest } = plan
          onChange(value === '' ? rest : { ...rest, bot: value as 'off' | 'offHours' | 'always' })
        }}
      />
      <Select
        label={t('plan.typeAhead')}
        value={plan.typeAhead === undefined ? '' : plan.typeAhead ? 'yes' : 'no'}
        options={[
          { value: '', label: t('plan.asSite') },
          { value: 'yes', label: t('plan.yes') },
          { value: 'no', label: t('plan.no') },
        ]}
        onChange={(value) => {
          const { typeAhead: _, ...rest } = plan
          onChange(value === '' ? rest : { ...rest, typeAhead: value === 'yes' })
        }}
      />
      <Select
        label={t('plan.leave')}
        value={plan.leave ?? ''}
        options={[
          { value: '', label: t('plan.asSite') },
          { value: 'never', label: t('plan.leaveNever') },
          { value: 'offHours', label: t('plan.leaveOffHours') },
          { value: 'nobody', label: t('plan.leaveNobody') },
        ]}
        hook="plan-leave"
        onChange={(value) => {
          const { leave: _, ...rest } = plan
          onChange(value === '' ? rest : { ...rest, leave: value as LeaveWhen })
        }}
      />
      <Switch
        label={t('plan.welcome')}
        isOn={plan.welcome !== undefined}
        hook="plan-welcome-on"
        onChange={(isOn) => setOwn('welcome', isOn)}
      />
      {plan.welcome !== undefined && (
        <PlanWelcome
          texts={plan.welcome}
          main={settings.locale}
          error={draft.faultAt(`${at}/welcome`)}
          onChange={(welcome) => set({ welcome })}
        />
      )}
      <Switch
        label={t('plan.guided')}
        isOn={plan.guided !== undefined}
        onChange={(isOn) => setOwn('guided', isOn)}
      />
      {plan.guided !== undefined && (
        <Guided
          entries={entries.state === 'ready' ? entries.value : null}
          chosen={plan.guided}
          onChange={(guided) => set({ guided })}
        />
      )}
      <Switch
        label={t('plan.menu')}
        isOn={plan.menu !== undefined}
        hook="plan-menu-on"
        onChange={(isOn) => setOwn('menu', isOn)}
      />
      {plan.menu !== undefined && (
        <MenuFields
          site={site}
          menu={plan.menu}
          writing={writing}
          faultAt={(path) => draft.faultAt(`${at}/menu${path}`)}
          onChange={(menu) => set({ menu })}
        />
      )}
      <Switch
        label={t('plan.notice')}
        isOn={plan.notice !== undefined}
        hook="plan-notice-on"
        onChange={(isOn) => setOwn('notice', isOn)}
      />
      {plan.notice !== undefined && (
        <NoticeFields
          notice={plan.notice}
          writing={writing}
          faultAt={(path) => draft.faultAt(`${at}/notice${path}`)}
          onChange={(notice) => set({ notice })}
        />
      )}
      {(plan.menu !== undefined || plan.notice !== undefined) && (
        <LanguageSelect
          writing={writing}
          written={[
            ...(plan.menu ?? []).flatMap(({ label }) => Object.keys(label)),
            ...Object.keys(plan.notice?.text ?? {}),
          ]}
          onChange={(next) => {
            tag.value = next
          }}
        />
      )}
      <Switch
        label={t('plan.idle')}
        isOn={plan.idle !== undefined}
        onChange={(isOn) => setOwn('idle', isOn)}
      />
      {plan.idle !== undefined && (
        <IdleSection
          site={site}
          settings={{ ...settings, idle: plan.idle }}
          set={({ idle }) => {
            if (idle !== undefined) set({ idle })
          }}
        />
      )}
      <FieldNote error={draft.faultAt(`${at}/idle`)} />
      <div>
        <button type="button" class="button danger-text" data-foyer="plan-remove" onClick={onRemove}>
          <Icon name="trash" size={15} />
          {t('plan.remove')}
        </button>
      </div>
    </>
  )
}

function ownOf(name: Own, { welcome, assistant, menu, notice, idle }: SiteSettings): ReceptionPlan[Own] {
  if (name === 'welcome') return { ...welcome }
  if (name === 'guided') return [...assistant.guided]
  if (name === 'menu') return [...menu]
  if (name === 'notice') return { ...notice }
  return name === 'idle' ? { ...idle } : undefined
}
