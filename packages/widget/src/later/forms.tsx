/**
 * What a site asks before the first message: consent (WG-5), a form, or, while nobody can answer, a message left by
 * form (WG-11). It stands in the composer's place. Until the box is ticked nothing here stores or connects.
 */
import type { Item } from '@foyer/client'
import type { FormField, Id, SiteFormName, WidgetForm } from '@foyer/protocol'
import { signal } from '@preact/signals-core'
import { Component, createRef, Fragment, type TargetedSubmitEvent, type VNode } from 'preact'
import { Composer } from '../panel/composer.tsx'
import type { Model } from '../panel/model.ts'
import { rare } from '../panel/piece.ts'
import { RichText } from '../panel/rich.tsx'
import type { Values } from './fields.tsx'

/** Its style sheet comes with the fields. */
export const css = ''

/** Asked for and not imported: a file that two pieces import could not be fetched again once it failed. */
const fieldsOf = rare(() => import('./asked.tsx'))

type Step = 'consent' | SiteFormName

interface Waiting {
  /** Moves with whatever was answered here. */
  turn: { value: number }
  /** What the visitor or the page meant to do first. */
  run?: () => void
  /** Something was typed into the left message: it stays, whoever comes. */
  isLeaving?: boolean
}

const waiting = new WeakMap<Model, Waiting>()

function waitingOf(m: Model): Waiting {
  const known = waiting.get(m) ?? { turn: signal(0) }
  waiting.set(m, known)
  return known
}

/** A left message that the server refused: it is asked for again, with what was in it. */
function refusedOf(m: Model) {
  const found = m.client.conversation.value.items.value.find(
    (item) => item.kind === 'message' && item.error && item.body.kind === 'filled',
  )
  return found?.kind === 'message' && found.body.kind === 'filled'
    ? { key: found.key, error: found.error!, body: found.body }
    : null
}

/** Whether it waits for a consent that the site began to ask for after the page had its settings. */
const lacksConsent = ({ error }: Item) => error?.path === '/consent'

function stepOf(m: Model): Step | null {
  const { forms } = m.dress.value.config
  const { id, items } = m.client.conversation.value
  const mine = waitingOf(m)
  void mine.turn.value
  if (!forms || id.value !== null) return null
  const unsent = items.value
  if (forms.consent && unsent.length > 0 && unsent.every(lacksConsent)) return 'consent'
  const refused = refusedOf(m)
  if (refused) return refused.body.form
  if (unsent.length > 0) return null
  if (forms.consent && m.client.kept.get('consent') !== forms.consent.version) return 'consent'
  const { state, opensAt } = m.availability.value
  const isAway = state === 'closed' && (forms.leave?.when === 'nobody' || opensAt)
  if (forms.leave && (isAway || mine.isLeaving)) return 'leave'
  return forms.preChat && !readForm(m, 'preChat').isDone ? 'preChat' : null
}

interface Kept {
  values: Values
  isDone?: boolean
}

function readForm(m: Model, form: SiteFormName): Kept {
  try {
    return JSON.parse(m.client.kept.get(`ui:form:${form}`) ?? '') as Kept
  } catch {
    return { values: {} }
  }
}

const keepForm = (m: Model, form: SiteFormName, kept: Kept) =>
  m.client.kept.set(`ui:form:${form}`, JSON.stringify(kept))

/** Runs it once all is answered that comes first. */
export async function hold(m: Model, run: (group?: Id) => unknown, isHandoff?: boolean): Promise<void> {
  if (isHandoff && m.dress.peek().config.groups) {
    chooseGroup(m, run)
    return
  }
  await fieldsOf(m).load()
  const step = stepOf(m)
  if (step === null || step === 'leave') {
    goOn(m)
    m.prepare()
    run()
    return
  }
  waitingOf(m).run = run
  m.talk()
  m.host.open()
  // Where it stands there already, it says what is missing in it.
  m.host.root.querySelector<HTMLFormElement>('footer form')?.requestSubmit()
}

/** What was asked beforehand goes before what is said first. */
function goOn(m: Model): void {
  const { preChat } = m.dress.peek().config.forms ?? {}
  const { values, isDone } = readForm(m, 'preChat')
  if (!preChat || !isDone || m.hasThread.peek()) return
  post(m, 'preChat', preChat.fields, values)
}

function post(m: Model, form: SiteFormName, fields: FormField[], values: Values): void {
  const { tag } = m.dress.peek()
  const { ownOf, sayValue } = fieldsOf(m).module.peek()!
  const asked = fields.filter(({ type }) => type !== 'files')
  const text = asked
    .flatMap((field) => {
      const value = ownOf(values, field.id)
      return value ? [`${field.label}: ${sayValue(field, value, m.texts.peek(), tag)}`] : []
    })
    .join('\n')
  m.client.kept.remove(`ui:form:${form}`)
  m.prepare()
  if (text) m.client.conversation.peek().post({ kind: 'filled', form, text, fields: asked, values })
}

function passed(m: Model): void {
  const mine = waitingOf(m)
  mine.turn.value += 1
  const { run } = mine
  mine.run = undefined
  if (run) void hold(m, run)
}

/** At a handoff: whom the visitor would like to talk to, or whoever is free (RT-3). */
function chooseGroup(m: Model, run: (group?: Id) => unknown): void {
  const t = m.texts.peek()
  const groups = m.dress.peek().config.groups ?? []
  m.ask({
    title: t.groupAsk,
    choices: [
      ...groups.map(({ id, name }) => ({ label: name, run: () => m.first(() => run(id)) })),
      { label: t.groupAny, run: () => m.first(() => run()) },
    ],
  })
}

/** The composer, once nothing is to be asked any more. */
export class Gate extends Component<{ m: Model }> {
  #box = createRef<HTMLElement>()
  #step: Step | null = null

  #shown = () => (fieldsOf(this.props.m).module.peek() ? stepOf(this.props.m) : null)

  override componentDidMount(): void {
    this.#step = this.#shown()
  }

  // Whoever ticked or sent by keyboard goes on in what comes next; a touch screen's keyboard stays down.
  override componentDidUpdate(): void {
    const before = this.#step
    this.#step = this.#shown()
    const root = this.#box.current?.getRootNode() as ShadowRoot | undefined
    if (!root || before === this.#step || !matchMedia('(hover: hover)').matches) return
    this.#box.current!.querySelector<HTMLElement>('input,select,textarea')?.focus()
  }

  render({ m }: { m: Model }): VNode {
    const step = stepOf(m)
    const { forms } = m.dress.value.config
    if (step === null || !forms) return <Composer m={m} />
    const fields = fieldsOf(m)
    if (!fields.module.value) {
      const missing = m.warning.value
      if (missing)
        return (
          <footer part="ended">
            <p role="status">{missing}</p>
            <button type="button" part="reconnect" class="main" onClick={() => (m.warning.value = '')}>
              {m.texts.value.retry}
            </button>
          </footer>
        )
      fields.load().catch(m.tellMissing)
      return <footer part="ask" />
    }
    return (
      <footer part="ask" ref={this.#box} data-step={step}>
        {step === 'consent' ? (
          <Consent m={m} />
        ) : (
          <SiteForm key={step} m={m} form={step} asks={forms[step] ?? { text: '', fields: [] }} />
        )}
      </footer>
    )
  }
}

function SiteForm({ m, form, asks }: { m: Model; form: SiteFormName; asks: WidgetForm }): VNode {
  const t = m.texts.value
  const { Fields, refusal } = fieldsOf(m).module.peek()!
  const mine = waitingOf(m)
  const refused = refusedOf(m)
  const isLeft = form === 'leave'
  return (
    <Fields
      key={refused?.key}
      t={t}
      name={form}
      text={asks.text}
      fields={asks.fields}
      values={refused?.body.values ?? readForm(m, form).values}
      refused={refused ? refusal(m, refused.error) : undefined}
      action={isLeft ? t.leaveSend : t.goOn}
      accept={m.dress.value.config.fileTypes.join()}
      onType={(values) => {
        // An act like writing: from here on whether somebody has come is heard.
        m.client.connect()
        mine.isLeaving = isLeft
        keepForm(m, form, { values })
      }}
      onSend={(values, files) => {
        if (refused) m.client.conversation.peek().remove(refused.key)
        if (!isLeft) {
          keepForm(m, form, { values, isDone: true })
          if (refused) goOn(m)
          passed(m)
          return
        }
        mine.isLeaving = false
        post(m, form, asks.fields, values)
        m.wake()
        m.host.emit('message', { by: 'visitor' })
        if (files.length > 0) m.addFiles(files)
      }}
    />
  )
}

class Consent extends Component<{ m: Model }, { isMissing: boolean }> {
  override state = { isMissing: false }
  #tick = createRef<HTMLInputElement>()

  #go = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { m } = this.props
    const isTicked = this.#tick.current!.checked
    this.setState({ isMissing: !isTicked })
    if (!isTicked) return this.#tick.current!.focus()
    m.client.kept.set('consent', m.dress.peek().config.forms!.consent!.version)
    const conversation = m.client.conversation.peek()
    for (const { key } of conversation.items.peek().filter(lacksConsent)) conversation.retry(key)
    passed(m)
  }

  render({ m }: { m: Model }, { isMissing }: { isMissing: boolean }) {
    const t = m.texts.value
    const { links, forms } = m.dress.value.config
    const shown = [
      [links.privacy, t.privacy],
      [links.terms, t.terms],
    ].filter(([address]) => address)
    return (
      <form part="form consent" noValidate onSubmit={this.#go}>
        <div part="field" data-type="checkbox">
          <label for="consent">
            <RichText text={forms?.consent?.text ?? ''} />
          </label>
          <input
            id="consent"
            ref={this.#tick}
            type="checkbox"
            required
            aria-invalid={isMissing}
            aria-describedby={isMissing ? 'consent-why' : undefined}
            onChange={() => this.setState({ isMissing: false })}
          />
          {isMissing && (
            <p id="consent-why" class="why" role="alert">
              {t.tickNeeded}
            </p>
          )}
        </div>
        {shown.length > 0 && (
          <p part="terms">
            {shown.map(([address, name], at) => (
              <Fragment key={name}>
                {at > 0 && ' · '}
                <a href={address} target="_blank" rel="noopener noreferrer">
                  {name}
                </a>
              </Fragment>
            ))}
          </p>
        )}
        <button type="submit" part="form-send" class="main">
          {t.goOn}
        </button>
      </form>
    )
  }
}
