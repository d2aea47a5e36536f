/** Shapes of groups, rules and plans as they come in. What they must be beyond their types is core's to say. */
import Type from 'typebox'
import { routingLimits as most } from '../core/routing-rules.ts'
import { Menu, Notice } from './around-schemas.ts'
import { Leave } from './forms-schemas.ts'
import { byKey, Hours, Id, Idle, Locale, oneOf, part, Texts } from './schema-parts.ts'

const line = (maxLength: number) => Type.String({ maxLength })
const name = Type.String({ minLength: 1, maxLength: most.name })
const Values = Type.Array(line(most.value), { maxItems: most.values })

const Condition = Type.Union([
  Type.Object({ on: oneOf('channel', 'source', 'language'), how: oneOf('is', 'isNot'), values: Values }),
  Type.Object({ on: oneOf('page', 'referrer'), how: oneOf('contains', 'matches'), values: Values }),
  Type.Object({ on: oneOf('tag'), how: oneOf('has', 'hasNo'), values: Values }),
  Type.Object({
    on: oneOf('attribute'),
    name: line(100),
    how: oneOf('is', 'isNot', 'contains'),
    values: Values,
  }),
  Type.Object({ on: oneOf('hours'), how: oneOf('within', 'outside') }),
  Type.Object({ on: oneOf('visitor'), how: oneOf('new', 'returning') }),
])
const When = Type.Array(Condition, { maxItems: most.conditions })
const choice = oneOf('leastLoaded', 'roundRobin')
export const Mode = oneOf('botOnly', 'humanOnly', 'botFirst', 'humanFirst')

const Group = Type.Object({
  id: Id,
  name,
  members: Type.Array(Type.Object({ agent: Id, skill: Type.Integer() }), { maxItems: most.members }),
  choice,
  overflow: Type.Union([Id, Type.Null()]),
  hours: Type.Union([Type.Required(Hours), Type.Null()]),
  offered: Type.Boolean(),
})

const Rule = Type.Object({
  id: Id,
  name,
  when: When,
  to: Type.Union([Type.Object({ group: Id }), Type.Object({ agent: Id })]),
})

const Plan = Type.Object({
  id: Id,
  name,
  when: When,
  mode: Mode,
  bot: part(oneOf('off', 'offHours', 'always')),
  welcome: part(Texts),
  guided: part(Type.Array(Id, { maxItems: 8 })),
  menu: part(Menu),
  notice: part(Type.Required(Notice)),
  typeAhead: part(Type.Boolean()),
  leave: part(Leave),
  idle: part(Type.Required(Idle)),
})

export const Routing = Type.Object({
  isOn: part(Type.Boolean()),
  choice: part(choice),
  groups: part(Type.Array(Group, { maxItems: most.groups })),
  rules: part(Type.Array(Rule, { maxItems: most.rules })),
  plans: part(Type.Array(Plan, { maxItems: most.plans })),
  lastAgent: part(Type.Boolean()),
  assignOnFirstMessage: part(Type.Boolean()),
  limit: part(Type.Integer()),
  limits: part(byKey(Type.Integer(), most.members)),
})

export const Try = Type.Object({
  channel: part(line(100)),
  source: part(line(100)),
  page: part(Type.Object({ url: line(8_192), referrer: part(line(8_192)) })),
  locale: part(Locale),
  tags: part(Type.Array(line(64), { maxItems: 50 })),
  attributes: part(byKey(line(2_048), 50)),
  isReturning: part(Type.Boolean()),
  group: part(Id),
})
