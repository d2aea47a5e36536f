/** Spanish. */
import type { FirstTexts } from './texts.ts'

export const es: FirstTexts = {
  closeChat: 'Cerrar el chat',
  back: 'Atrás',
  search: 'Buscar respuestas',
  noResults: 'No hay respuesta para eso. Puedes preguntarnos abajo.',
  otherQuestions: 'Otras preguntas',
  needHelp: '¿Necesitas más ayuda?',
  talk: 'Escríbenos',
  continueTalk: 'Seguir la conversación',
  online: 'Estamos en línea',
  assistantOnline: 'Nuestro asistente responde al momento',
  atOnce: 'Responde al momento',
  away: 'No estamos, responderemos más tarde',
  backAt: 'Volvemos {time}',
  write: 'Escribe un mensaje…',
  send: 'Enviar',
  attach: 'Adjuntar un archivo',
  emoji: 'Emojis',
  dropFiles: 'Suelta los archivos para enviarlos',
  agree: 'Al escribirnos aceptas lo siguiente: {links}.',
  previewed: 'Vemos lo que escribe antes de que lo envíe.',
  privacy: 'política de privacidad',
  terms: 'condiciones de uso',
  and: ' y ',
  assistant: 'Asistente',
  guided: 'Preguntas para empezar',
  queuedAt: 'Eres el número {n} de la cola',
  queuedNext: 'Eres el siguiente',
  person: 'Hablar con una persona',
  ended: 'Esta conversación ha terminado',
  startNew: 'Empezar otra conversación',
  more: 'Más',
  voice: 'Mensaje de voz',
  outdated: 'Recarga la página para seguir.',
  unknownError: 'Algo ha fallado.',
}

export { es as texts }
export const fetchLater = () => import('./es-later.ts')
