/** The buttons of a quick menu (WG-6), a site's or a plan's: their order, and what each of them does. */
import '../../styles/routing.css'
import '../../styles/around.css'
import type { FaqItem, Id, MenuAct, MenuItem } from '@foyer/protocol'
import { menuPaths } from '@foyer/widget/menu-icons'
import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { type MessageKey, t } from '../../locale.ts'
import { newId } from '../../models/routing-edit.ts'
import { Field, FieldNote, Select } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Ordered } from '../routing/ordered.tsx'
import { said, TextsField, type Writing } from './texts-field.tsx'

const most = 12
const places = '{visitor.id}, {visitor.name}, {attributes.NAME}, {page.url}'

const iconNames: Record<string, MessageKey> = {
  box: 'menu.icon.box',
  calendar: 'menu.icon.calendar',
  card: 'menu.icon.card',
  cart: 'menu.icon.cart',
  chat: 'menu.icon.chat',
  gift: 'menu.icon.gift',
  help: 'menu.icon.help',
  home: 'menu.icon.home',
  link: 'menu.icon.link',
  mail: 'menu.icon.mail',
  person: 'menu.icon.person',
  phone: 'menu.icon.phone',
  pin: 'menu.icon.pin',
  return: 'menu.icon.return',
  star: 'menu.icon.star',
  tag: 'menu.icon.tag',
  truck: 'menu.icon.truck',
}

const acts: Record<MenuAct['do'], MessageKey> = {
  link: 'menu.link',
  text: 'menu.text',
  category: 'menu.category',
  handoff: 'menu.handoff',
}

interface MenuFieldsProps {
  site: string
  menu: MenuItem[]
  writing: Writing
  faultAt: (path: string) => string | null
  onChange: (menu: MenuItem[]) => void
}

export function MenuFields({ site, menu, writing, faultAt, onChange }: MenuFieldsProps) {
  const open = useSignal<Id | null>(null)
  const byId = new Map(menu.map((item) => [item.id, item]))
  return (
    <div class="ordered-box">
      <Ordered
        items={menu.map((item) => ({ ...item, name: said(item.label, writing) }))}
        label={t('menu.title')}
        open={open}
        hook="menu-item"
        faultAt={(index) => faultAt(`/${index}`)}
        opensFaulty
        summary={({ icon, act }) => (
          <span class="menu-does">
            <MenuIcon icon={icon} />
            {t(acts[act.do])}
          </span>
        )}
        onOrder={(items) => onChange(items.flatMap(({ id }) => byId.get(id) ?? []))}
        editor={({ name: _, ...item }, index) => (
          <ItemEditor
            site={site}
            item={item}
            writing={writing}
            faultAt={(path) => faultAt(`/${index}${path}`)}
            onChange={(next) => onChange(menu.with(index, next))}
            onRemove={() => onChange(menu.toSpliced(index, 1))}
          />
        )}
      />
      {menu.length === 0 && <p class="field-hint">{t('menu.none')}</p>}
      {menu.length < most && (
        <button
          type="button"
          class="button"
          data-foyer="menu-add"
          onClick={() => {
            const id = newId()
            onChange([...menu, { id, icon: 'link', label: {}, act: { do: 'link', url: '' } }])
            open.value = id
          }}
        >
          <Icon name="plus" size={15} />
          {t('menu.add')}
        </button>
      )}
    </div>
  )
}

interface ItemEditorProps {
  site: string
  item: MenuItem
  writing: Writing
  faultAt: (path: string) => string | null
  onChange: (item: MenuItem) => void
  onRemove: () => void
}

function ItemEditor({ site, item, writing, faultAt, onChange, onRemove }: ItemEditorProps) {
  const { act, icon } = item
  const set = (some: Partial<MenuItem>) => onChange({ ...item, ...some })
  return (
    <>
      <TextsField
        label={t('menu.label')}
        texts={item.label}
        writing={writing}
        maxLength={60}
        error={faultAt('/label')}
        hook="menu-label"
        onChange={(label) => set({ label })}
      />
      <IconChoice icon={icon} error={faultAt('/icon')} onChange={(next) => set({ icon: next })} />
      <Select
        label={t('menu.does')}
        value={act.do}
        options={(Object.keys(acts) as MenuAct['do'][]).map((value) => ({ value, label: t(acts[value]) }))}
        {...(act.do === 'handoff' ? { hint: t('menu.handoffHint') } : {})}
        hook="menu-does"
        onChange={(value) => set({ act: emptyAct(value) })}
      />
      {act.do === 'link' && (
        <Field
          label={t('menu.url')}
          hint={t('menu.urlHint', { places })}
          type="url"
          dir="ltr"
          maxLength={2_000}
          value={act.url}
          error={faultAt('/act/url')}
          hook="menu-url"
          onInput={(url) => set({ act: { do: 'link', url: url.trim() } })}
        />
      )}
      {act.do === 'text' && (
        <TextsField
          label={t('menu.said')}
          hint={t('menu.saidHint')}
          texts={act.text}
          writing={writing}
          maxLength={500}
          error={faultAt('/act/text')}
          hook="menu-said"
          onChange={(text) => set({ act: { do: 'text', text } })}
        />
      )}
      {act.do === 'category' && (
        <CategoryField
          site={site}
          act={act}
          writing={writing}
          error={faultAt('/act/category')}
          onChange={(next) => set({ act: next })}
        />
      )}
      <div>
        <button type="button" class="button danger-text" data-foyer="menu-remove" onClick={onRemove}>
          <Icon name="trash" size={15} />
          {t('menu.remove')}
        </button>
      </div>
    </>
  )
}

function emptyAct(name: MenuAct['do']): MenuAct {
  if (name === 'link') return { do: name, url: '' }
  if (name === 'text') return { do: name, text: {} }
  return name === 'category' ? { do: name, category: {} } : { do: name }
}

type CategoryAct = Extract<MenuAct, { do: 'category' }>

/** The categories that visitors of that language see are offered while one writes. */
function CategoryField(props: {
  site: string
  act: CategoryAct
  writing: Writing
  error: string | null
  onChange: (act: CategoryAct) => void
}) {
  const { site, act, writing, error, onChange } = props
  const { http } = useConsole()
  const id = useId()
  const faq = useSignal<FaqItem[]>([])
  useEffect(() => {
    void http.sites.widget(site, writing.tag).then((answer) => {
      if (answer.ok) faq.value = answer.value.faq
    })
  }, [site, writing.tag])
  const names = [...new Set(faq.value.map(({ category }) => category))].filter((name) => name !== '')
  return (
    <>
      <TextsField
        label={t('menu.categoryName')}
        hint={t('menu.categoryHint')}
        texts={act.category}
        writing={writing}
        maxLength={200}
        error={error}
        list={id}
        hook="menu-category"
        onChange={(category) => onChange({ do: 'category', category })}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

function IconChoice(props: { icon: string; error: string | null; onChange: (icon: string) => void }) {
  const { icon, error, onChange } = props
  const name = useId()
  const isOwn = !Object.hasOwn(menuPaths, icon)
  return (
    <>
      <fieldset class="field field-group">
        <legend class="field-label">{t('menu.icon')}</legend>
        <div class="icon-choice" data-foyer="menu-icons">
          {Object.keys(menuPaths).map((one) => (
            <label key={one} title={iconName(one)}>
              <input
                type="radio"
                name={name}
                value={one}
                aria-label={iconName(one)}
                checked={one === icon}
                onChange={() => onChange(one)}
              />
              <MenuIcon icon={one} />
            </label>
          ))}
        </div>
        <FieldNote error={isOwn ? null : error} />
      </fieldset>
      <Field
        label={t('menu.ownIcon')}
        hint={t('menu.ownIconHint')}
        type="url"
        dir="ltr"
        maxLength={2_000}
        value={isOwn ? icon : ''}
        error={isOwn ? error : null}
        hook="menu-own-icon"
        onInput={(url) => onChange(url.trim() === '' ? 'link' : url.trim())}
      />
    </>
  )
}

function iconName(icon: string): string {
  const name = iconNames[icon]
  return name === undefined ? icon : t(name)
}

/** As the widget draws it. An image of the site's own is fetched by visitors only. */
function MenuIcon({ icon }: { icon: string }) {
  return (
    <svg
      class={icon === 'return' ? 'mirrored' : undefined}
      width="18"
      height="18"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={menuPaths[icon] ?? 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4'} />
    </svg>
  )
}
