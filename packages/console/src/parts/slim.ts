/** Whether the window is a phone's: what is rarer is in menus then, for the visitor's name to be whole. */
import { signal } from '@preact/signals'

const query = matchMedia('(max-width: 30rem)')
export const isSlim = signal(query.matches)
query.addEventListener('change', () => {
  isSlim.value = query.matches
})
