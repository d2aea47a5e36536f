/** How visitors are received: the site's own way, and before it, in order, plans for some of them (RT-2, RT-8). */
import type { Id } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { freeName, newPlan } from '../../models/routing-edit.ts'
import { Card } from '../assistant/card.tsx'
import { Icon } from '../icon.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { ModeSelect, modes } from './mode-select.tsx'
import { Ordered } from './ordered.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { conditionsText } from './words.ts'

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
