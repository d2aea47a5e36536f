/** Shapes that several routes take. What fields must be beyond their types is the use cases' to say. */
import type { Permission } from '@foyer/protocol'
import Type from 'typebox'
import { faqLimits } from '../core/faq-rules.ts'
import { departmentLimits } from '../core/people/departments.ts'
import { roleLimits } from '../core/people/roles.ts'
import { textLimits } from '../core/texts-rules.ts'
import { themeLimits } from '../core/theme-rules.ts'
import { tagLimits } from '../core/visitors/tag-rules.ts'
import { aroundSettings } from './around-schemas.ts'
import { Forms } from './forms-schemas.ts'
import { Mode, Routing } from './routing-schemas.ts'
import { byKey, Hours, Id, Idle, Locale, oneOf, part, Texts } from './schema-parts.ts'

export { Id, Locale } from './schema-parts.ts'

import { repliesLimits } from '../core/replies-rules.ts'

const line = (maxLength: number) => Type.String({ maxLength })

export const SiteId = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$' })
export const ofSite = Type.Object({ site: SiteId })
export const ofEntry = Type.Object({ site: SiteId, id: Id })

const Appearance = Type.Object({
  color: part(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'A colour is written as #rrggbb.' })),
  theme: part(oneOf('light', 'dark', 'auto')),
  icon: part(oneOf('chat', 'question', 'hand')),
  launcherText: part(line(40)),
  position: part(oneOf('start', 'end')),
  offsetX: part(Type.Integer({ minimum: 0, maximum: 500 })),
  offsetY: part(Type.Integer({ minimum: 0, maximum: 500 })),
  title: part(line(80)),
  subtitle: part(line(200)),
  logo: part(line(1_000)),
  radius: part(oneOf('sharp', 'soft', 'round')),
  density: part(oneOf('compact', 'comfortable')),
  font: part(line(themeLimits.font)),
  launcherImage: part(line(1_000)),
  avatar: part(line(1_000)),
})

/** By language and key: which there are is the rules' to say, which know the widget's texts. */
const word = line(textLimits.length)
const OwnWord = Type.Union([
  word,
  Type.Object({
    other: word,
    zero: part(word),
    one: part(word),
    two: part(word),
    few: part(word),
    many: part(word),
  }),
])
const OwnWords = byKey(byKey(OwnWord, textLimits.keys), textLimits.languages)

const bothSides = <T extends Type.TSchema>(schema: T) =>
  Type.Object({ visitor: part(schema), agent: part(schema) })

const Words = Type.Array(line(60), { maxItems: 100 })
const Assistant = Type.Object({
  bot: part(oneOf('off', 'offHours', 'always')),
  name: part(line(60)),
  recommend: part(Type.Boolean()),
  autoSend: part(Type.Boolean()),
  threshold: part(Type.Object({ answer: part(Type.Number()), suggest: part(Type.Number()) })),
  guided: part(Type.Array(Id, { maxItems: 8 })),
  asksHelpful: part(Type.Boolean()),
  personAfter: part(Type.Integer({ minimum: 0, maximum: 20 })),
  typeAhead: part(Type.Boolean()),
  words: part(Type.Object({ forced: part(Words), soft: part(Words) })),
  handoff: part(Type.Object({ to: part(oneOf('inbox', 'webhook', 'message')), url: part(line(1_000)) })),
  texts: part(Type.Object({ waiting: part(Texts), offHours: part(Texts), elsewhere: part(Texts) })),
  answerer: part(oneOf('faq', 'model', 'webhook')),
  model: part(
    Type.Object({
      url: part(line(1_000)),
      name: part(line(200)),
      instructions: part(line(4_000)),
      daily: part(
        Type.Object({
          visitor: part(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
          site: part(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
        }),
      ),
    }),
  ),
  webhook: part(Type.Object({ url: part(line(1_000)) })),
})

const Tags = Type.Object({
  system: part(
    Type.Array(Type.Object({ id: line(40), name: line(80), color: line(7) }), { maxItems: tagLimits.system }),
  ),
  own: part(Type.Array(line(80), { maxItems: tagLimits.own })),
  rules: part(
    Type.Array(
      Type.Object({
        when: oneOf('page', 'message', 'attribute', 'extraction'),
        key: part(line(100)),
        value: line(300),
        tag: line(80),
      }),
      { maxItems: tagLimits.rules },
    ),
  ),
})

const Visitors = Type.Object({
  listed: part(Type.Boolean()),
  typingPreview: part(Type.Boolean()),
  extraction: part(Type.Boolean()),
})

const Mail = Type.Object({
  notify: part(oneOf('all', 'nobodyOnline', 'none')),
  to: part(Type.Array(line(254), { maxItems: 20 })),
  fromName: part(line(80)),
  transcripts: part(Type.Boolean()),
  answers: part(Type.Boolean()),
})

const Roles = Type.Array(
  Type.Object({
    id: line(40),
    name: line(120),
    // Any text: it is the rule that names the one that does not exist.
    permissions: Type.Array(Type.Unsafe<Permission>(line(60)), { maxItems: 100 }),
  }),
  // One more, so that the rule and not the shape says how many there may be.
  { maxItems: roleLimits.roles + 1 },
)

const People = Type.Object({
  departments: part(
    Type.Array(Type.Object({ id: line(40), name: line(120), parent: Type.Union([line(40), Type.Null()]) }), {
      maxItems: departmentLimits.departments + 1,
    }),
  ),
})

const Names = Type.Array(line(120), { maxItems: repliesLimits.categories })
const Rating = Type.Object({
  scale: part(oneOf('stars', 'ten', 'thumbs')),
  askAtEnd: part(Type.Boolean()),
  tags: part(byKey(Type.Array(line(64), { maxItems: repliesLimits.tags }), 11)),
  comment: part(Type.Boolean()),
  deadline: part(Type.Integer()),
})
const Summary = Type.Object({
  isAsked: part(Type.Boolean()),
  isRequired: part(Type.Boolean()),
  categories: part(Names),
  progress: part(Names),
  fields: part(
    Type.Array(
      Type.Object({
        id: Type.String({ minLength: 1, maxLength: 64 }),
        label: line(120),
        type: oneOf('text', 'longText', 'number', 'choice'),
        choices: Type.Array(line(120), { maxItems: 50 }),
        required: Type.Boolean(),
      }),
      { maxItems: repliesLimits.fields },
    ),
  ),
})
const Translation = Type.Object({ kind: part(oneOf('off', 'libre', 'deepl')), url: part(line(1_000)) })
const Products = Type.Object({ feed: part(line(2_000)) })

const Inbox = Type.Object({
  alarms: part(
    Type.Object({ first: part(Type.Integer()), later: part(Type.Integer()), nudge: part(Type.Integer()) }),
  ),
  unread: part(Type.Object({ bot: part(Type.Boolean()), unassigned: part(Type.Boolean()) })),
})

/** Some of the settings; nested objects may be in part too. */
export const Settings = Type.Object({
  name: part(Type.String({ minLength: 1, maxLength: 100 })),
  enabled: part(Type.Boolean()),
  origins: part(Type.Array(line(300), { maxItems: 100 })),
  apps: part(Type.Boolean()),
  locale: part(Locale),
  appearance: part(Appearance),
  texts: part(OwnWords),
  welcome: part(Texts),
  links: part(Type.Object({ privacy: part(line(1_000)), terms: part(line(1_000)) })),
  receipts: part(Type.Object({ toVisitor: part(Type.Boolean()), toAgent: part(Type.Boolean()) })),
  quoting: part(bothSides(Type.Boolean())),
  upload: part(
    Type.Object({
      bytes: part(Type.Integer({ minimum: 1 })),
      types: part(Type.Array(line(128), { maxItems: 100 })),
    }),
  ),
  pageQuery: part(Type.Boolean()),
  reception: part(Mode),
  routing: part(Routing),
  assistant: part(Assistant),
  hours: part(Hours),
  idle: part(Idle),
  mail: part(Mail),
  inbox: part(Inbox),
  editWindow: part(bothSides(Type.Integer({ minimum: 0 }))),
  roles: part(Roles),
  people: part(People),
  rating: part(Rating),
  summary: part(Summary),
  translation: part(Translation),
  products: part(Products),
  tags: part(Tags),
  visitors: part(Visitors),
  media: part(
    Type.Object({ voice: part(Type.Boolean()), pictures: part(Type.Array(line(200), { maxItems: 50 })) }),
  ),
  ...aroundSettings,
  identity: part(Type.Object({ required: part(Type.Boolean()), since: part(line(20)) })),
  forms: part(Forms),
})

const entry = {
  phrasings: part(Type.Array(line(faqLimits.phrasing), { maxItems: faqLimits.phrasings })),
  category: part(line(faqLimits.category)),
  locale: part(Type.Union([Locale, Type.Null()])),
  published: part(Type.Boolean()),
}
const Question = Type.String({ minLength: 1, maxLength: faqLimits.question })
const Answer = Type.String({ minLength: 1, maxLength: faqLimits.answer })

export const EntryDraft = Type.Object({ question: Question, answer: Answer, ...entry })
export const EntryPatch = Type.Object({ question: part(Question), answer: part(Answer), ...entry })
