/** How visitors are received: the site's own way, and before it, in order, plans for some of them (RT-2, RT-8). */
import type { Id, ReceptionMode } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { type MessageKey, t } from '../../locale.ts'
import { freeName, newPlan } from '../../models/routing-edit.ts'
import { Card } from '../assistant/card.tsx'
import { Select } from '../field.tsx'
import { Icon } from '../icon.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { Ordered } from './ordered.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { conditionsText } from './words.ts'

export const modes: { value: ReceptionMode; name: MessageKey; hint: MessageKey }[] = [
  { value: 'botFirst', name: 'mode.botFirst', hint: 'mode.botFirstHint' },
  { value: 'humanFirst', name: 'mode.humanFirst', hint: 'mode.humanFirstHint' },
  { value: 'humanOnly', name: 'mode.humanOnly', hint: 'mode.humanOnlyHint' },
  { value: 'botOnly', name: 'mode.botOnly', hint: 'mode.botOnlyHint' },
]

export function ModeSelect({
  label,
  value,
  onChange,
  hook,
}: {
  label: string
  value: ReceptionMode
  onChange: (mode: ReceptionMode) => void
  hook: string
}) {
  const chosen = modes.find((mode) => mode.value === value)
  return (
    <Select
      label={label}
      value={value}
      options={modes.map((mode) => ({ value: mode.value, label: t(mode.name) }))}
      hook={hook}
      {...(chosen === undefined ? {} : { hint: t(chosen.hint) })}
      onChange={onChange}
    />
  )
}

export function PlansCard(props: RoutingCardProps) {
  const { settings, routing, draft, change } = props
  const open = useSignal<Id | null>(null)
  const { plans } = routing
  return (
    <Card title={t('routing.plans')} hint={t('routing.plansHint')} hook="routing-plans">
      <ModeSelect
        label={t('routing.reception')}
        value={settings.reception}
        hook="reception"
        onChange={(reception) => draft.set({ reception })}
      />
      <div class="ordered-box">
        <Ordered
          items={plans}
          label={t('routing.plans')}
          open={open}
          hook="plan"
          isNumbered
          faultAt={(index) => draft.faultAt(`/routing/plans/${index}`)}
          summary={({ when, mode }) => (
            <>
              {conditionsText(when)}{' '}
              <span class="ordered-arrow" aria-hidden="true">
                →
              </span>{' '}
              {t(modes.find(({ value }) => value === mode)?.name ?? 'mode.botFirst')}
            </>
          )}
          onOrder={(next) => change({ plans: next })}
          editor={(plan, index) => (
            <PlanEditor
              {...props}
              plan={plan}
              at={`/routing/plans/${index}`}
              onChange={(next) => change({ plans: plans.with(index, next) })}
              onRemove={() => change({ plans: plans.toSpliced(index, 1) })}
            />
          )}
        />
        {plans.length === 0 && <p class="field-hint">{t('routing.plansNone')}</p>}
        <button
          type="button"
          class="button"
          data-foyer="plan-add"
          onClick={() => {
            const made = newPlan(freeName(t('plan.new'), plans))
            change({ plans: [...plans, made] })
            open.value = made.id
          }}
        >
          <Icon name="plus" size={15} />
          {t('plan.add')}
        </button>
      </div>
    </Card>
  )
}
