/** French. */
import type { FirstTexts } from './texts.ts'

export const fr: FirstTexts = {
  closeChat: 'Fermer la discussion',
  back: 'Retour',
  search: 'Chercher une réponse',
  noResults: 'Aucune réponse trouvée. Posez-nous la question ci-dessous.',
  otherQuestions: 'Autres questions',
  needHelp: 'Besoin d’aide ?',
  talk: 'Écrivez-nous',
  continueTalk: 'Reprendre la conversation',
  online: 'Nous sommes en ligne',
  assistantOnline: 'Notre assistant répond tout de suite',
  atOnce: 'Répond tout de suite',
  away: 'Absents, nous répondrons plus tard',
  backAt: 'De retour {time}',
  write: 'Écrire un message…',
  send: 'Envoyer',
  attach: 'Joindre un fichier',
  emoji: 'Émojis',
  dropFiles: 'Déposez les fichiers pour les envoyer',
  agree: 'En nous écrivant, vous acceptez nos textes : {links}.',
  previewed: 'Nous voyons ce que vous écrivez avant l’envoi.',
  privacy: 'politique de confidentialité',
  terms: 'conditions d’utilisation',
  and: ' et ',
  assistant: 'Assistant',
  guided: 'Questions pour commencer',
  queuedAt: 'Vous êtes numéro {n} dans la file d’attente',
  queuedNext: 'C’est bientôt votre tour',
  person: 'Parler à une personne',
  ended: 'Cette conversation est terminée',
  startNew: 'Commencer une nouvelle conversation',
  more: 'Plus',
  voice: 'Message vocal',
  outdated: 'Rechargez la page pour continuer.',
  unknownError: 'Une erreur est survenue.',
}

export { fr as texts }
export const fetchLater = () => import('./fr-later.ts')
