/** Starts the console. */
import { render } from 'preact'
import { App } from './app.tsx'
import { ConsoleContext, createConsole } from './console.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/inbox.css'
import './styles/thread.css'
import './styles/messages.css'
import './styles/suggestions.css'
import './styles/composer.css'

const held = createConsole()
// The language comes first: a console that starts in English and turns Arabic would jump from side to side.
void held.speak().finally(() => {
  void held.session.load()
  const root = document.getElementById('console')
  if (root === null) return
  render(
    <ConsoleContext.Provider value={held}>
      <App />
    </ConsoleContext.Provider>,
    root,
  )
})
