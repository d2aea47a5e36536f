/** Greetings that come up by rule, and the tone for new answers (WG-12). */
import '../../styles/routing.css'
import type { Greeting, Id } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { freeName, newId } from '../../models/routing-edit.ts'
import { LanguageSelect, TextsField, type Writing } from '../around/texts-field.tsx'
import { Field, Select, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Ordered } from '../routing/ordered.tsx'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

const most = 20

export function GreetingsSection({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { greetings, sound } = settings
  const open = useSignal<Id | null>(null)
  const tag = useSignal(settings.locale)
  const writing = { tag: tag.value, main: settings.locale }
  const change = (next: Greeting[]) => set({ greetings: next })
  // The one that is being written, else the first that visitors could see.
  const shown =
    greetings.find(({ id }) => id === open.value) ??
    greetings.find(({ isOn }) => isOn) ??
    greetings[0] ??
    null
  return (
    <div class="with-preview">
      <div class="settings-fields">
        <Switch
          label={t('sound.on')}
          hint={t('sound.hint')}
          isOn={sound}
          hook="sound-on"
          onChange={(isOn) => set({ sound: isOn })}
        />
        <fieldset>
          <legend>{t('greetings.title')}</legend>
          {greetings.length > 0 && (
            <LanguageSelect
              writing={writing}
              written={greetings.flatMap(({ text }) => Object.keys(text))}
              onChange={(next) => {
                tag.value = next
              }}
            />
          )}
          <div class="ordered-box">
            <Ordered
              items={greetings}
              label={t('greetings.title')}
              open={open}
              hook="greeting"
              isNumbered
              faultAt={(index) => faultAt(`/greetings/${index}`)}
              opensFaulty
              summary={(greeting) => summaryOf(greeting)}
              onOrder={change}
              editor={(greeting, index) => (
                <GreetingEditor
                  greeting={greeting}
                  writing={writing}
                  faultAt={(path) => faultAt(`/greetings/${index}${path}`)}
                  onChange={(next) => change(greetings.with(index, next))}
                  onRemove={() => change(greetings.toSpliced(index, 1))}
                />
              )}
            />
            {greetings.length === 0 && <p class="field-hint">{t('greetings.none')}</p>}
            {greetings.length < most && (
              <button
                type="button"
                class="button"
                data-foyer="greeting-add"
                onClick={() => {
                  const made = newGreeting(freeName(t('greeting.new'), greetings))
                  change([...greetings, made])
                  open.value = made.id
                }}
              >
                <Icon name="plus" size={15} />
                {t('greeting.add')}
              </button>
            )}
          </div>
        </fieldset>
      </div>
      <Preview site={site} settings={settings} locale={tag.value} greeting={shown} />
    </div>
  )
}

/** A calm one: after a while, once. */
function newGreeting(name: string): Greeting {
  return {
    id: newId(),
    name,
    isOn: true,
    text: {},
    question: {},
    pages: [],
    seconds: 30,
    visitor: 'any',
    onlineOnly: true,
    once: 'visitor',
  }
}

function summaryOf({ isOn, pages, seconds }: Greeting) {
  return (
    <>
      {isOn ? '' : `${t('greeting.off')} · `}
      <bdi>{pages[0] ?? t('greeting.everyPage')}</bdi>
      {pages.length > 1 ? ` +${pages.length - 1}` : ''} · {t('greeting.after', { n: seconds })}
    </>
  )
}

interface GreetingEditorProps {
  greeting: Greeting
  writing: Writing
  faultAt: (path: string) => string | null
  onChange: (greeting: Greeting) => void
  onRemove: () => void
}

function GreetingEditor({ greeting, writing, faultAt, onChange, onRemove }: GreetingEditorProps) {
  const set = (some: Partial<Greeting>) => onChange({ ...greeting, ...some })
  return (
    <>
      <Switch
        label={t('greeting.on')}
        isOn={greeting.isOn}
        hook="greeting-on"
        onChange={(isOn) => set({ isOn })}
      />
      <Field
        label={t('greeting.name')}
        maxLength={100}
        value={greeting.name}
        error={faultAt('/name')}
        hook="greeting-name"
        onInput={(name) => set({ name })}
      />
      <TextsField
        label={t('greeting.text')}
        texts={greeting.text}
        writing={writing}
        maxLength={300}
        isLong
        error={faultAt('/text')}
        hook="greeting-text"
        onChange={(text) => set({ text })}
      />
      <TextsField
        label={t('greeting.question')}
        hint={t('greeting.questionHint')}
        texts={greeting.question}
        writing={writing}
        maxLength={500}
        error={faultAt('/question')}
        hook="greeting-question"
        onChange={(question) => set({ question })}
      />
      <Pages pages={greeting.pages} error={faultAt('/pages')} onChange={(pages) => set({ pages })} />
      <Field
        label={t('greeting.seconds')}
        type="number"
        dir="ltr"
        min={0}
        max={1_800}
        value={String(greeting.seconds)}
        error={faultAt('/seconds')}
        hook="greeting-seconds"
        onInput={(value) => set({ seconds: Math.round(Number(value)) })}
      />
      <Select
        label={t('greeting.visitor')}
        value={greeting.visitor}
        options={[
          { value: 'any', label: t('greeting.any') },
          { value: 'new', label: t('greeting.newVisitor') },
          { value: 'returning', label: t('greeting.returning') },
        ]}
        hook="greeting-visitor"
        onChange={(visitor) => set({ visitor })}
      />
      <Switch
        label={t('greeting.onlineOnly')}
        isOn={greeting.onlineOnly}
        hook="greeting-online"
        onChange={(onlineOnly) => set({ onlineOnly })}
      />
      <Select
        label={t('greeting.once')}
        hint={t('greeting.onceHint')}
        value={greeting.once}
        options={[
          { value: 'visitor', label: t('greeting.perVisitor') },
          { value: 'session', label: t('greeting.perSession') },
          { value: 'page', label: t('greeting.perPage') },
        ]}
        hook="greeting-once"
        onChange={(once) => set({ once })}
      />
      <div>
        <button type="button" class="button danger-text" data-foyer="greeting-remove" onClick={onRemove}>
          <Icon name="trash" size={15} />
          {t('greeting.remove')}
        </button>
      </div>
    </>
  )
}

/** Lines as they are typed: an empty one is no address, but must not vanish under the hand. */
function Pages(props: { pages: string[]; error: string | null; onChange: (pages: string[]) => void }) {
  const { pages, error, onChange } = props
  const typed = useSignal(pages.join('\n'))
  return (
    <Field
      label={t('greeting.pages')}
      hint={t('greeting.pagesHint')}
      dir="ltr"
      isLong
      value={typed.value}
      error={error}
      hook="greeting-pages"
      onInput={(text) => {
        typed.value = text
        onChange(
          text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        )
      }}
    />
  )
}
