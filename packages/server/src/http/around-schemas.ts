/** Shapes of what stands around the thread as they come in. What they must be beyond that is core's to say. */
import Type from 'typebox'
import { aroundLimits as most } from '../core/around/rules.ts'
import { byKey, Id, oneOf, part } from './schema-parts.ts'

const line = (maxLength: number) => Type.String({ maxLength })
const texts = (maxLength: number) => byKey(line(maxLength), 50, 35)
const Label = texts(most.label)

export const Menu = Type.Array(
  Type.Object({
    id: Id,
    icon: line(most.url),
    label: Label,
    act: Type.Union([
      Type.Object({ do: oneOf('link'), url: line(most.url) }),
      Type.Object({ do: oneOf('text'), text: texts(most.said) }),
      Type.Object({ do: oneOf('category'), category: texts(200) }),
      Type.Object({ do: oneOf('handoff') }),
    ]),
  }),
  { maxItems: most.items },
)

export const Notice = Type.Object({
  isOn: part(Type.Boolean()),
  tone: part(oneOf('info', 'warning')),
  text: part(texts(most.text)),
  link: part(Type.Object({ url: line(most.url), label: Label })),
  canClose: part(Type.Boolean()),
})

const Greetings = Type.Array(
  Type.Object({
    id: Id,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    isOn: Type.Boolean(),
    text: texts(most.text),
    question: texts(most.said),
    pages: Type.Array(line(most.page), { maxItems: most.pages }),
    seconds: Type.Integer(),
    visitor: oneOf('any', 'new', 'returning'),
    onlineOnly: Type.Boolean(),
    once: oneOf('page', 'session', 'visitor'),
  }),
  { maxItems: most.greetings },
)

/** Beside the other settings. */
export const aroundSettings = {
  menu: part(Menu),
  notice: part(Notice),
  greetings: part(Greetings),
  sound: part(Type.Boolean()),
}
