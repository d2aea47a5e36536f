/** A form in the thread (CV-9): asked by an agent or the flow, filled in once by the visitor; and one of the site, filled in. */
import type { Message } from '@foyer/client'
import type { FilledBody, FormBody } from '@foyer/protocol'
import type { VNode } from 'preact'
import type { Model } from '../panel/model.ts'
import { RichText } from '../panel/rich.tsx'
import css from './fields.css?inline'
import { Fields, Filled, type Values } from './fields.tsx'
import { refusal } from './refusal.ts'

export { ownOf } from '@foyer/protocol'
export { Fields, sayValue } from './fields.tsx'
export { refusal } from './refusal.ts'
export { css }

interface AskedProps {
  m: Model
  message: Message
  body: FormBody | FilledBody
}

export function Asked({ m, message, body }: AskedProps): VNode {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  const shown = { fields: body.fields, t, tag }
  if (body.kind === 'filled') return <Filled {...shown} values={body.values} />
  const thread = m.client.conversation.peek()
  const { seq, values } = message
  if (values)
    return (
      <>
        <RichText text={body.text} />
        <Filled {...shown} values={values} />
      </>
    )
  if (m.isClosed.peek() || seq === null) return <RichText text={body.text} />
  const failed = thread.items
    .peek()
    .find(
      (item) =>
        item.kind === 'notice' &&
        item.error &&
        item.event.type === 'form.submitted' &&
        item.event.target === seq,
    )
  const name = `ui:form:${thread.id.peek()}:${seq}`
  const tried =
    failed?.kind === 'notice' && failed.event.type === 'form.submitted' ? failed.event.values : null
  return (
    <Fields
      key={failed?.key}
      t={t}
      name={`form-${seq}`}
      text={body.text}
      fields={body.fields}
      values={tried ?? readKept(m, name)}
      refused={failed?.kind === 'notice' && failed.error ? refusal(m, failed.error) : undefined}
      action={t.send}
      onType={(typed) => m.client.kept.set(name, JSON.stringify(typed))}
      onSend={(said) => {
        if (failed) thread.remove(failed.key)
        thread.submit(seq, said)
        m.client.kept.remove(name)
      }}
    />
  )
}

/** What was typed before a reload. */
export function readKept(m: Model, name: string): Values {
  try {
    return JSON.parse(m.client.kept.get(name) ?? '{}') as Values
  } catch {
    return {}
  }
}
