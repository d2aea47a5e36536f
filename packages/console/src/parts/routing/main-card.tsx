/** Whether who waits is given to agents at all, how, and what holds for the whole site. */
import { t } from '../../locale.ts'
import { Card } from '../assistant/card.tsx'
import { Segments, Switch } from '../field.tsx'
import type { RoutingCardProps } from './card-props.ts'
import { LimitsFields } from './limits.tsx'

export function MainCard(props: RoutingCardProps) {
  const { routing, change } = props
  return (
    <Card title={t('routing.main')} hint={t('routing.mainHint')} hook="routing-main">
      <Switch
        label={t('routing.on')}
        hint={t(routing.isOn ? 'routing.onHint' : 'routing.offHint')}
        isOn={routing.isOn}
        hook="routing-on"
        onChange={(isOn) => change({ isOn })}
      />
      {routing.isOn && (
        <>
          <Segments
            label={t('routing.choice')}
            hint={t('routing.choiceHint')}
            value={routing.choice}
            options={[
              { value: 'leastLoaded', label: t('choice.leastLoaded') },
              { value: 'roundRobin', label: t('choice.roundRobin') },
            ]}
            onChange={(choice) => change({ choice })}
          />
          <LimitsFields {...props} />
          <Switch
            label={t('routing.lastAgent')}
            hint={t('routing.lastAgentHint')}
            isOn={routing.lastAgent}
            hook="routing-last"
            onChange={(lastAgent) => change({ lastAgent })}
          />
          <Switch
            label={t('routing.firstMessage')}
            hint={t('routing.firstMessageHint')}
            isOn={routing.assignOnFirstMessage}
            hook="routing-first"
            onChange={(assignOnFirstMessage) => change({ assignOnFirstMessage })}
          />
        </>
      )}
    </Card>
  )
}
