/** Portuguese, as in Brazil. */
import type { FirstTexts } from './texts.ts'

export const pt: FirstTexts = {
  closeChat: 'Fechar o chat',
  back: 'Voltar',
  search: 'Buscar respostas',
  noResults: 'Não encontramos resposta para isso. Pergunte para a gente abaixo.',
  otherQuestions: 'Outras perguntas',
  needHelp: 'Ainda precisa de ajuda?',
  talk: 'Fale com a gente',
  continueTalk: 'Continuar a conversa',
  online: 'Estamos on-line',
  assistantOnline: 'Nosso assistente responde na hora',
  atOnce: 'Responde na hora',
  away: 'Ausentes, respondemos mais tarde',
  backAt: 'Voltamos {time}',
  write: 'Escreva uma mensagem…',
  send: 'Enviar',
  attach: 'Anexar um arquivo',
  emoji: 'Emojis',
  dropFiles: 'Solte os arquivos para enviar',
  agree: 'Ao escrever para nós, você concorda com: {links}.',
  previewed: 'Vemos o que você escreve antes de enviar.',
  privacy: 'política de privacidade',
  terms: 'termos de uso',
  and: ' e ',
  assistant: 'Assistente',
  guided: 'Perguntas para começar',
  queuedAt: 'Você é o número {n} da fila',
  queuedNext: 'Você é o próximo',
  person: 'Falar com uma pessoa',
  ended: 'Esta conversa terminou',
  startNew: 'Começar outra conversa',
  more: 'Mais',
  voice: 'Mensagem de voz',
  outdated: 'Recarregue a página para continuar.',
  unknownError: 'Algo deu errado.',
}

export { pt as texts }
export const fetchLater = () => import('./pt-later.ts')
