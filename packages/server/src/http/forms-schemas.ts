/** Shapes of a site's forms as they come in. What they must be beyond their types is core's to say. */
import { formLimits } from '@foyer/protocol'
import Type from 'typebox'
import { Id, oneOf, part, Texts } from './schema-parts.ts'

const line = (maxLength: number) => Type.String({ maxLength })

const Fields = Type.Array(
  Type.Object({
    id: line(64),
    type: oneOf('text', 'email', 'phone', 'number', 'date', 'longText', 'choice', 'checkbox', 'files'),
    label: Texts,
    required: Type.Boolean(),
    options: Type.Array(Type.Object({ id: line(64), label: Texts }), { maxItems: formLimits.options }),
    sets: part(oneOf('name', 'email', 'phone', 'company')),
  }),
  { maxItems: formLimits.fields },
)

export const Leave = oneOf('never', 'offHours', 'nobody')

export const Forms = Type.Object({
  leave: part(Type.Object({ when: part(Leave), text: part(Texts), fields: part(Fields) })),
  preChat: part(Type.Object({ isOn: part(Type.Boolean()), text: part(Texts), fields: part(Fields) })),
  consent: part(
    Type.Object({ isOn: part(Type.Boolean()), isStrict: part(Type.Boolean()), text: part(Texts) }),
  ),
  saved: part(
    Type.Array(Type.Object({ id: Id, name: line(100), text: Texts, fields: Fields }), {
      maxItems: formLimits.saved,
    }),
  ),
})
