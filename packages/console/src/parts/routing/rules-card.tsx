/** Routing rules in their order: the first whose conditions hold decides (RT-3). */
import type { Id, RoutingRule } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { freeName, newRule } from '../../models/routing-edit.ts'
import { Card } from '../assistant/card.tsx'
import { Field, FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { Conditions } from './conditions.tsx'
import { Ordered } from './ordered.tsx'
import { conditionsText } from './words.ts'

export function RulesCard({ routing, colleagues, draft, change }: RoutingCardProps) {
  const open = useSignal<Id | null>(null)
  const { groups, rules } = routing
  const [group] = groups
  const [agent] = colleagues
  const first: RoutingRule['to'] | null =
    group !== undefined ? { group: group.id } : agent !== undefined ? { agent: agent.id } : null

  function nameOf(to: RoutingRule['to']): string {
    if ('group' in to) return groups.find(({ id }) => id === to.group)?.name ?? t('limit.gone')
    return cleanName(colleagues.find(({ id }) => id === to.agent)?.name ?? t('limit.gone'))
  }

  return (
    <Card title={t('routing.rules')} hint={t('routing.rulesHint')} hook="routing-rules">
      <div class="ordered-box">
        <Ordered
          items={rules}
          label={t('routing.rules')}
          open={open}
          hook="rule"
          isNumbered
          faultAt={(index) => draft.faultAt(`/routing/rules/${index}`)}
          summary={({ when, to }) => (
            <>
              {conditionsText(when)}{' '}
              <span class="ordered-arrow" aria-hidden="true">
                →
              </span>{' '}
              <bdi>{nameOf(to)}</bdi>
            </>
          )}
          onOrder={(next) => change({ rules: next })}
          editor={(rule, index) => {
            const at = `/routing/rules/${index}`
            const set = (some: Partial<RoutingRule>) =>
              change({ rules: rules.with(index, { ...rule, ...some }) })
            return (
              <>
                <Field
                  label={t('rule.name')}
                  hint={t('rule.nameHint')}
                  maxLength={100}
                  hasFocus
                  value={rule.name}
                  error={draft.faultAt(`${at}/name`)}
                  hook="rule-name"
                  onInput={(name) => set({ name })}
                />
                <Conditions
                  when={rule.when}
                  faultAt={(one) => draft.faultAt(`${at}/when/${one}`)}
                  onChange={(when) => set({ when })}
                />
                <Target rule={rule} groups={groups} colleagues={colleagues} onChange={(to) => set({ to })} />
                <FieldNote error={draft.faultAt(`${at}/to`)} />
                <div>
                  <button
                    type="button"
                    class="button danger-text"
                    data-foyer="rule-remove"
                    onClick={() => change({ rules: rules.toSpliced(index, 1) })}
                  >
                    <Icon name="trash" size={15} />
                    {t('rule.remove')}
                  </button>
                </div>
              </>
            )
          }}
        />
        {rules.length === 0 && <p class="field-hint">{t('routing.rulesNone')}</p>}
        <button
          type="button"
          class="button"
          disabled={first === null}
          data-foyer="rule-add"
          onClick={() => {
            if (first === null) return
            const made = newRule(freeName(t('rule.new'), rules), first)
            change({ rules: [...rules, made] })
            open.value = made.id
          }}
        >
          <Icon name="plus" size={15} />
          {t('rules.add')}
        </button>
      </div>
    </Card>
  )
}

interface TargetProps extends Pick<RoutingCardProps, 'colleagues'> {
  rule: RoutingRule
  groups: RoutingCardProps['routing']['groups']
  onChange: (to: RoutingRule['to']) => void
}

function Target({ rule: { to, id }, groups, colleagues, onChange }: TargetProps) {
  const value = 'group' in to ? `group ${to.group}` : `agent ${to.agent}`
  return (
    <div class="field">
      <label for={`${id}-to`}>{t('rule.to')}</label>
      <select
        id={`${id}-to`}
        class="input"
        value={value}
        data-foyer="rule-to"
        onChange={(event) => {
          const [kind, chosen = ''] = event.currentTarget.value.split(' ')
          onChange(kind === 'group' ? { group: chosen } : { agent: chosen })
        }}
      >
        {groups.length > 0 && (
          <optgroup label={t('routing.groups')}>
            {groups.map((group) => (
              <option key={group.id} value={`group ${group.id}`}>
                {group.name}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={t('rule.agents')}>
          {'agent' in to && !colleagues.some((one) => one.id === to.agent) && (
            <option value={value}>{t('limit.gone')}</option>
          )}
          {colleagues.map((one) => (
            <option key={one.id} value={`agent ${one.id}`}>
              {cleanName(one.name)}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  )
}
