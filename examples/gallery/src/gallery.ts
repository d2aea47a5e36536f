/** The list of states, and the one that is looked at in a frame of a phone's or a desktop's size. */
import { states } from './states.ts'
import { words } from './words.ts'
import './gallery.css'

const choices: Record<string, string[]> = {
  theme: ['light', 'dark'],
  locale: Object.keys(words).concat('es', 'fr', 'id', 'pl', 'pt'),
  size: ['desktop', 'phone', 'zoomed to 400 %'],
}
const sizes: Record<string, [width: number, height: number]> = {
  desktop: [900, 760],
  phone: [360, 720],
  'zoomed to 400 %': [320, 256],
}
const form = document.querySelector('form')!
const nav = document.querySelector('nav')!
const frame = document.querySelector('iframe')!

for (const [name, values] of Object.entries(choices)) {
  const label = document.createElement('label')
  const select = document.createElement('select')
  select.name = name
  select.append(...values.map((value) => new Option(value)))
  label.append(`${name} `, select)
  form.append(label)
}
const label = document.createElement('label')
const color = Object.assign(document.createElement('input'), {
  type: 'color',
  name: 'color',
  value: '#1f5eff',
})
label.append('colour ', color)
form.append(label)

let group = ''
for (const { name } of states) {
  const [first, rest] = name.split('/') as [string, string]
  if (first !== group) {
    nav.append(Object.assign(document.createElement('h2'), { textContent: first }))
    group = first
  }
  nav.append(Object.assign(document.createElement('a'), { href: `#${name}`, textContent: rest }))
}

function show(): void {
  const state = location.hash.slice(1) || states[0]!.name
  const chosen = Object.fromEntries(new FormData(form)) as Record<string, string>
  const { size = 'desktop', ...rest } = chosen
  const [width, height] = sizes[size]!
  frame.width = String(width)
  frame.height = String(height)
  frame.src = `state.html?${new URLSearchParams({ state, ...rest })}`
  for (const link of nav.querySelectorAll('a'))
    link.toggleAttribute('aria-current', link.hash === `#${state}`)
}
addEventListener('hashchange', show)
form.addEventListener('change', show)
show()
