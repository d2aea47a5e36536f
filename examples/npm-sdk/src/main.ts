// The widget as a part of the page's own build: created, opened and listened to from its code.
import { createFoyer } from '@foyer/widget'

const foyer = createFoyer({
  url: import.meta.env.VITE_FOYER_URL ?? 'http://localhost:8080',
  site: 'demo',
  launcherText: 'Chat with us',
})

foyer.on('unread', ({ count }) => {
  document.querySelector('#unread')!.textContent = count > 0 ? `${count} unread` : ''
})

document.querySelector('#ask')!.addEventListener('click', () => {
  void foyer.open()
  void foyer.send('Is this chair in stock?')
})

// On a shared computer nothing of the visitor stays behind.
document.querySelector('#leave')!.addEventListener('click', () => void foyer.reset())
