/** The element by script tag: `<script src="https://chat.example/foyer-chat.js" async></script>`. */
import { createInstance } from '../loader/instance.ts'
import { piecesAt } from '../loader/pieces.ts'
import { foyerOf } from '../verbs.ts'
import { defineElement } from './element.ts'

const script = (document.currentScript ??
  document.querySelector('script[src*="foyer-chat.js"]')) as HTMLScriptElement
const { origin } = new URL(script.src)
const pieces = piecesAt(origin)
defineElement((options) => foyerOf(createInstance({ url: origin, ...options }, pieces)))
